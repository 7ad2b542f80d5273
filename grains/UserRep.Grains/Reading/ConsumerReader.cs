using UserRep.Grains.Errors;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Routing;

namespace UserRep.Grains.Reading;

/// <summary>Splits a consumer's read by the versions that its users get. One plan decides for all of them.</summary>
internal sealed class ConsumerReader(VersionHost versions, TimeProvider time)
{
    /// <summary>Reads a version for a consumer, in whose name it is counted.</summary>
    public delegate ValueTask<EmbeddingBatch> VersionRead(ServedVersion version, ReadCounter counter, EmbeddingQuery query);

    public async ValueTask<IReadOnlyList<EmbeddingGroup>> ReadAsync(string consumer, bool isWhole, EmbeddingQuery query, VersionRead read)
    {
        ServingPlan plan = versions.Plan;
        ConsumerRoute route = plan.RouteOf(consumer);
        int[] canary = isWhole || route.Canary is null ? [] : [.. Enumerable.Range(0, query.UserIds.Count).Where(i => route.IsCanary(query.UserIds[i]))];
        if (!isWhole)
        {
            route.Split?.Add(query.UserIds.Count, canary.Length);
        }

        if (canary.Length == 0)
        {
            return [await ReadGroupAsync(route.Stable, route.StableReads, null).ConfigureAwait(false)];
        }

        if (canary.Length == query.UserIds.Count)
        {
            return [await ReadGroupAsync(route.Canary, route.CanaryReads, null).ConfigureAwait(false)];
        }

        int[] others = [.. Enumerable.Range(0, query.UserIds.Count).Except(canary)];
        return
        [
            await ReadGroupAsync(route.Canary, route.CanaryReads, canary).ConfigureAwait(false),
            await ReadGroupAsync(route.Stable, route.StableReads, others).ConfigureAwait(false),
        ];

        async ValueTask<EmbeddingGroup> ReadGroupAsync(ServedVersion? version, ReadCounter? counter, int[]? users)
        {
            EmbeddingQuery part = users is null ? query : Part(query, users);
            return new EmbeddingGroup(version is null ? None(part, plan.NotAccepted(consumer)) : await read(version, counter!, part).ConfigureAwait(false), users);
        }
    }

    private static EmbeddingQuery Part(EmbeddingQuery query, int[] users) => query with
    {
        UserIds = [.. users.Select(i => query.UserIds[i])],
        MinPositions = query.MinPositions is { } positions ? [.. users.Select(i => positions[i])] : null,
    };

    private EmbeddingBatch None(EmbeddingQuery query, UserRepException why) => new()
    {
        Version = string.Empty,
        Space = string.Empty,
        Dimension = 0,
        ServedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
        Vectors = [],
        Infos = [.. query.UserIds.Select(_ => new EmbeddingInfo(0, 0, Freshness.Stale, why))],
    };
}
