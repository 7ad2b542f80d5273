using UserRep.Grains.Errors;
using UserRep.Grains.Silos;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Routing;
using UserRep.Model.Compatibility;

namespace UserRep.Grains.Reading;

/// <summary>
/// Reads vectors: those of users who are live here without a call, those of other silos' users by a message to each silo, the others from
/// their grains. The version is settled once, before the first vector is looked at, and every vector is of it.
/// </summary>
internal sealed class EmbeddingReader(
    VersionHost versions,
    PlanLease lease,
    LocalReads here,
    SiloReads elsewhere,
    PointInTimeReader pointInTime,
    ConsumerReader consumers,
    ReadCounters counters,
    ReadMeter meter,
    ReadingOptions options,
    TimeProvider time) : IEmbeddingReader
{
    private static readonly long _lastMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public ValueTask<EmbeddingBatch> ReadAsync(EmbeddingQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        Check(query);
        try
        {
            if (query.Version is null)
            {
                RequireLease();
            }

            ServedVersion version = versions.Plan.Resolve(query.Version);
            return ReadAsync(version, version.Reads, query, cancellation);
        }
        catch (UserRepException error)
        {
            CountRefused(query, error);
            throw;
        }
    }

    public ValueTask<IReadOnlyList<EmbeddingGroup>> ReadForAsync(string consumer, bool isWhole, EmbeddingQuery query, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(consumer);
        ArgumentNullException.ThrowIfNull(query);
        Check(query);
        try
        {
            return RouteAsync(consumer, isWhole, query, cancellation);
        }
        catch (UserRepException error)
        {
            CountRefused(query, error);
            throw;
        }
    }

    private static async ValueTask<IReadOnlyList<EmbeddingGroup>> OneAsync(ValueTask<EmbeddingBatch> read, CompatibilityMap? map)
    {
        EmbeddingBatch batch = await read.ConfigureAwait(false);
        return [new EmbeddingGroup(map is null ? batch : CompatibleVectors.Map(batch, map), null)];
    }

    private ValueTask<IReadOnlyList<EmbeddingGroup>> RouteAsync(string consumer, bool isWhole, EmbeddingQuery query, CancellationToken cancellation)
    {
        if (query.Version is { } named)
        {
            ServingPlan plan = versions.Plan;
            _ = plan.RouteOf(consumer);
            if (plan.AllowsCompatible(consumer) && plan.CompatibleWith(named) is { } compatible)
            {
                // Of both: as long as anybody wants the old one, the one it is mapped from is needed.
                counters.Of(consumer, named).Add(query.UserIds.Count, time.GetUtcNow().ToUnixTimeMilliseconds());
                return OneAsync(ReadAsync(compatible.From, counters.Of(consumer, compatible.From.Version), query, cancellation), compatible.Map);
            }

            ServedVersion version = plan.Resolve(named);
            return OneAsync(ReadAsync(version, counters.Of(consumer, named), query, cancellation), null);
        }

        RequireLease();
        return consumers.ReadAsync(consumer, isWhole, query, (version, counter, part) => ReadAsync(version, counter, part, cancellation));
    }

    /// <summary>Another silo may serve a newer plan already, where this one has not heard from the catalogue for too long.</summary>
    private void RequireLease()
    {
        if (!lease.IsHeld)
        {
            throw new UserRepException(ServiceError.NotReady, "The plan of versions here may be out of date; it is being asked for.", TimeSpan.FromMilliseconds(200));
        }
    }

    private ValueTask<EmbeddingBatch> ReadAsync(ServedVersion version, ReadCounter counter, EmbeddingQuery query, CancellationToken cancellation)
    {
        EmbeddingBatch batch = EmbeddingBatch.Of(version, query.UserIds.Count, time.GetUtcNow().ToUnixTimeMilliseconds());
        counter.Add(query.UserIds.Count, batch.ServedAtMs);
        if (query.AsOfMs is { } asOfMs)
        {
            return CountAsync(query, pointInTime.ReadAsync(version, query, asOfMs, batch, cancellation));
        }

        List<int>? absent;
        try
        {
            absent = here.ReadTable(query, version, batch);
        }
        catch (UserRepException error)
        {
            return CountAsync(query, Task.FromException<EmbeddingBatch>(error));
        }

        if (absent is not null)
        {
            return CountAsync(query, WakeAsync(query, version, batch, absent, cancellation));
        }

        meter.Count(batch.Infos);
        return new ValueTask<EmbeddingBatch>(batch);
    }

    private async ValueTask<EmbeddingBatch> CountAsync(EmbeddingQuery query, Task<EmbeddingBatch> read)
    {
        EmbeddingBatch batch;
        try
        {
            batch = await read.ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            meter.CountFailed(query.UserIds.Count);
            throw;
        }

        meter.Count(batch.Infos);
        return batch;
    }

    /// <summary>Of what there never was there are no vectors that could not be given: to ask for it is a mistake.</summary>
    private void CountRefused(EmbeddingQuery query, UserRepException error)
    {
        if (error.Error is not (ServiceError.VersionNotFound or ServiceError.ConsumerNotFound))
        {
            meter.CountFailed(query.UserIds.Count);
        }
    }

    private void Check(EmbeddingQuery query)
    {
        if (query.UserIds.Count == 0 || query.UserIds.Count > options.MaxUsers)
        {
            throw new UserRepException(ServiceError.Invalid, $"userIds: there are {query.UserIds.Count}. Ask for 1 to {options.MaxUsers} users at a time.");
        }

        for (int i = 0; i < query.UserIds.Count; i++)
        {
            Users.UserIds.Require(query.UserIds[i]);
        }

        if (query.MinPositions is { } positions && positions.Count != query.UserIds.Count)
        {
            throw new UserRepException(ServiceError.Invalid, $"minPositions: there are {positions.Count} for {query.UserIds.Count} users. Give one per user, 0 for any.");
        }

        if (query.MaxAge < TimeSpan.Zero)
        {
            throw new UserRepException(ServiceError.Invalid, $"maxAge: {query.MaxAge} is negative. Give 0 or more.");
        }

        if (query.AsOfMs is { } asOfMs && (asOfMs < 0 || asOfMs > _lastMs))
        {
            throw new UserRepException(ServiceError.Invalid, $"asOf: {asOfMs} is no moment. Give milliseconds since 1970 UTC, before the year 10000.");
        }
    }

    private async Task<EmbeddingBatch> WakeAsync(EmbeddingQuery query, ServedVersion version, EmbeddingBatch batch, List<int> absent, CancellationToken cancellation)
    {
        using CancellationTokenSource deadline = new(options.Timeout, time);
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        IReadOnlyList<int> left = await elsewhere.AskAsync(absent, query, version, here.MaxAgeMs(query), batch, ends.Token).ConfigureAwait(false);
        await here.AskGrainsAsync(left, query, version, batch, ends.Token).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return batch with { ServedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds() };
    }
}
