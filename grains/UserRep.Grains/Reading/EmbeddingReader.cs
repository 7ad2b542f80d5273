using System.Buffers;
using UserRep.EventLog.Partitions;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Errors;
using UserRep.Grains.Partitions;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Routing;
using UserRep.Model.Compatibility;

namespace UserRep.Grains.Reading;

/// <summary>
/// Reads vectors: those of live users from the table, without a call; the others from their grains. The version is settled once, before
/// the first vector is looked at, and every vector is of it.
/// </summary>
internal sealed class EmbeddingReader(
    VersionHost versions,
    PlanLease lease,
    EmbeddingTable table,
    PartitionMap partitions,
    PartitionWatermarks watermarks,
    IGrainFactory grains,
    PointInTimeReader pointInTime,
    ConsumerReader consumers,
    ReadCounters counters,
    ReadingOptions options,
    TimeProvider time) : IEmbeddingReader
{
    public ValueTask<EmbeddingBatch> ReadAsync(EmbeddingQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        Check(query);
        if (query.Version is null)
        {
            RequireLease();
        }

        ServedVersion version = versions.Plan.Resolve(query.Version);
        return ReadAsync(version, version.Reads, query, cancellation);
    }

    public ValueTask<IReadOnlyList<EmbeddingGroup>> ReadForAsync(string consumer, bool isWhole, EmbeddingQuery query, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(consumer);
        ArgumentNullException.ThrowIfNull(query);
        Check(query);
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

    private static async ValueTask<IReadOnlyList<EmbeddingGroup>> OneAsync(ValueTask<EmbeddingBatch> read, CompatibilityMap? map)
    {
        EmbeddingBatch batch = await read.ConfigureAwait(false);
        return [new EmbeddingGroup(map is null ? batch : CompatibleVectors.Map(batch, map), null)];
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
            return new ValueTask<EmbeddingBatch>(pointInTime.ReadAsync(version, query, asOfMs, batch, cancellation));
        }

        List<int>? absent = ReadTable(query, version, batch);
        return absent is null ? new ValueTask<EmbeddingBatch>(batch) : new ValueTask<EmbeddingBatch>(WakeAsync(query, version, batch, absent, cancellation));
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
    }

    private List<int>? ReadTable(EmbeddingQuery query, ServedVersion version, EmbeddingBatch batch)
    {
        List<int>? absent = null;
        long oldest = batch.ServedAtMs - MaxAgeMs(query);
        TableEntry[] entries = ArrayPool<TableEntry>.Shared.Rent(query.UserIds.Count);
        table.Read(query.UserIds, version.Version, version.Dimension, batch.Vectors.Span, entries.AsSpan(0, query.UserIds.Count));
        for (int i = 0; i < query.UserIds.Count; i++)
        {
            string user = query.UserIds[i];
            TableEntry entry = entries[i];
            if (entry.IsThere
                && entry.Position >= MinPosition(query, i)
                && entry.AsOfMs >= oldest
                && (entry.Position >= entry.KnownPosition || (version.Renewed.Has(user) && entry.AsOfMs >= version.PlannedSinceMs)))
            {
                batch.Infos[i] = new EmbeddingInfo(entry.Position, entry.AsOfMs, FreshnessRule.Of(entry.Position, entry.KnownPosition, IsPartitionBehind(user)));
            }
            else
            {
                (absent ??= []).Add(i);
            }
        }

        ArrayPool<TableEntry>.Shared.Return(entries);
        return absent;
    }

    private async Task<EmbeddingBatch> WakeAsync(EmbeddingQuery query, ServedVersion version, EmbeddingBatch batch, List<int> absent, CancellationToken cancellation)
    {
        using CancellationTokenSource deadline = new(options.Timeout, time);
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        await Parallel.ForEachAsync(
            absent,
            new ParallelOptions { MaxDegreeOfParallelism = options.MaxWaking },
            async (i, _) => batch.Infos[i] = await ReadGrainAsync(query, version, batch, i, ends.Token).ConfigureAwait(false)).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return batch with { ServedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds() };
    }

    private async ValueTask<EmbeddingInfo> ReadGrainAsync(EmbeddingQuery query, ServedVersion version, EmbeddingBatch batch, int i, CancellationToken cancellation)
    {
        Span<float> Slot() => batch.Vectors.Span.Slice(i * version.Dimension, version.Dimension);
        try
        {
            UserRead read = new(version.Version, MinPosition(query, i), MaxAgeMs(query));
            UserVector vector = await grains.GetGrain<IUserGrain>(query.UserIds[i]).ReadAsync(read).WaitAsync(cancellation).ConfigureAwait(false);
            vector.Values.CopyTo(Slot());
            bool isStale = vector.Freshness == Freshness.Fresh && IsPartitionBehind(query.UserIds[i]);
            return new EmbeddingInfo(vector.Position, vector.AsOfMs, isStale ? Freshness.Stale : vector.Freshness);
        }
        catch (UserRepException error)
        {
            Slot().Clear();
            return new EmbeddingInfo(0, 0, Freshness.Stale, error);
        }
        catch (Exception error) when (error is OperationCanceledException or TimeoutException)
        {
            Slot().Clear();
            return new EmbeddingInfo(0, 0, Freshness.Stale, new UserRepException(
                ServiceError.NotReady, $"The vector was not ready within {options.Timeout.TotalSeconds:0.#} s.", TimeSpan.FromSeconds(1)));
        }
        catch (Exception error) when (error is EventLog.Events.EventLogException or OrleansException)
        {
            Slot().Clear();
            return new EmbeddingInfo(0, 0, Freshness.Stale, new UserRepException(ServiceError.Unavailable, error.Message, TimeSpan.FromSeconds(1), error));
        }
    }

    private bool IsPartitionBehind(string userId) => watermarks.IsAnyBehind && watermarks.IsBehind(partitions.PartitionOf(userId));

    private static long MinPosition(EmbeddingQuery query, int i) => query.MinPositions is { } positions ? positions[i] : 0;

    private long MaxAgeMs(EmbeddingQuery query) => (long)(query.MaxAge ?? options.MaxAge).TotalMilliseconds;
}
