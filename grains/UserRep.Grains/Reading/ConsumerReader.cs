using UserRep.Grains.Errors;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Routing;

namespace UserRep.Grains.Reading;

/// <summary>Splits a consumer's read by the versions that its users get. One plan decides for all of them.</summary>
internal sealed class ConsumerReader(VersionHost versions, ReadMeter meter, TimeProvider time)
{
    /// <summary>Reads a version for a consumer, in whose name it is counted.</summary>
    public delegate ValueTask<EmbeddingBatch> VersionRead(ServedVersion version, ReadCounter counter, EmbeddingQuery query);

    public ValueTask<IReadOnlyList<EmbeddingGroup>> ReadAsync(string consumer, bool isWhole, EmbeddingQuery query, VersionRead read)
    {
        ServingPlan plan = versions.Plan;
        ConsumerRoute route = plan.RouteOf(consumer);
        List<int> canary = [];
        List<int> others = [];
        for (int i = 0; i < query.UserIds.Count; i++)
        {
            (!isWhole && route.IsCanary(query.UserIds[i]) ? canary : others).Add(i);
        }

        if (!isWhole)
        {
            route.Split?.Add(query.UserIds.Count, canary.Count);
        }

        ValueTask<EmbeddingBatch> inCanary = canary.Count == 0 ? default : ReadPart(route.Canary, route.CanaryReads, canary);
        ValueTask<EmbeddingBatch> stable = others.Count == 0 ? default : ReadPart(route.Stable, route.StableReads, others);
        return inCanary.IsCompletedSuccessfully && stable.IsCompletedSuccessfully
            ? new ValueTask<IReadOnlyList<EmbeddingGroup>>(Groups(inCanary.Result, stable.Result))
            : WaitAsync();

        ValueTask<EmbeddingBatch> ReadPart(ServedVersion? version, ReadCounter? counter, List<int> users)
        {
            EmbeddingQuery part = users.Count == query.UserIds.Count ? query : Part(query, users);
            return version is null ? new ValueTask<EmbeddingBatch>(None(part, plan.NotAccepted(consumer))) : read(version, counter!, part);
        }

        async ValueTask<IReadOnlyList<EmbeddingGroup>> WaitAsync() => Groups(await inCanary.ConfigureAwait(false), await stable.ConfigureAwait(false));

        IReadOnlyList<EmbeddingGroup> Groups(EmbeddingBatch? inCanary, EmbeddingBatch? stable) =>
            inCanary is null ? [new EmbeddingGroup(stable!, null)]
            : stable is null ? [new EmbeddingGroup(inCanary, null)]
            : [new EmbeddingGroup(inCanary, [.. canary]), new EmbeddingGroup(stable, [.. others])];
    }

    private static EmbeddingQuery Part(EmbeddingQuery query, List<int> users) => query with
    {
        UserIds = users.ConvertAll(i => query.UserIds[i]),
        MinPositions = query.MinPositions is { } positions ? users.ConvertAll(i => positions[i]) : null,
    };

    private EmbeddingBatch None(EmbeddingQuery query, UserRepException why)
    {
        meter.CountFailed(query.UserIds.Count);
        return new EmbeddingBatch
        {
            Version = string.Empty,
            Space = string.Empty,
            Dimension = 0,
            ServedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Vectors = default,
            Infos = [.. query.UserIds.Select(_ => new EmbeddingInfo(0, 0, Freshness.Stale, why))],
        };
    }
}
