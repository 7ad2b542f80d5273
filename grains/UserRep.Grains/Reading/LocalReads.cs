using System.Buffers;
using System.Runtime.InteropServices;
using UserRep.EventLog.Partitions;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Errors;
using UserRep.Grains.Partitions;
using UserRep.Grains.Silos;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Reading;

/// <summary>Vectors as this silo has them: those of users who live here from the table, without a call; the others from their grains.</summary>
internal sealed class LocalReads(
    VersionHost versions,
    EmbeddingTable table,
    StandstillGuard standstill,
    PartitionMap partitions,
    PartitionWatermarks watermarks,
    UserGrains users,
    ReadingOptions options,
    TimeProvider time)
{
    /// <summary>Reads what the table has.</summary>
    /// <returns>The places of the users of whom it has nothing that will do; null if there are none.</returns>
    /// <exception cref="UserRepException">This silo stood still: its users may live elsewhere by now.</exception>
    public List<int>? ReadTable(EmbeddingQuery query, ServedVersion version, EmbeddingBatch batch)
    {
        List<int>? absent = null;
        long oldest = batch.ServedAtMs - MaxAgeMs(query);
        TableEntry[] entries = ArrayPool<TableEntry>.Shared.Rent(query.UserIds.Count);
        table.Read(query.UserIds, version.Version, version.Dimension, batch.Vectors.Span, entries.AsSpan(0, query.UserIds.Count));

        // Only now: asked before, a standstill between the two would go unseen.
        if (!standstill.IsTrusted)
        {
            throw new UserRepException(
                ServiceError.NotReady, "This silo stood still for some seconds and is asking whether its users still live here.", TimeSpan.FromMilliseconds(200));
        }

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

    /// <summary>Asks the grains of users.</summary>
    /// <param name="places">The users' places in the query.</param>
    /// <param name="query">The query.</param>
    /// <param name="version">The version.</param>
    /// <param name="batch">Takes the vectors.</param>
    /// <param name="cancellation">Ends the wait: who has not answered by then was not ready.</param>
    public Task AskGrainsAsync(IEnumerable<int> places, EmbeddingQuery query, ServedVersion version, EmbeddingBatch batch, CancellationToken cancellation) => Parallel.ForEachAsync(
        places,
        new ParallelOptions { MaxDegreeOfParallelism = options.MaxWaking },
        (i, _) => AskGrainAsync(query, version, batch, i, cancellation));

    /// <summary>Answers another silo, which counts the read.</summary>
    /// <exception cref="UserRepException">The version is not served here, or another bundle of its name.</exception>
    public async Task<SiloVectors> AnswerAsync(SiloRead read)
    {
        if (versions.Plan.FailureOf(read.Version) is { } reason)
        {
            throw new UserRepException(ServiceError.Unavailable, $"Version \"{read.Version}\" cannot be served by the silo of the user: {reason}", TimeSpan.FromSeconds(1));
        }

        ServedVersion? version = versions.Plan.Find(read.Version);
        if (version?.EmbeddingSpace != read.Space)
        {
            throw new UserRepException(ServiceError.NotReady, $"Version \"{read.Version}\" is not served by every silo yet.", TimeSpan.FromMilliseconds(200));
        }

        EmbeddingQuery query = new() { UserIds = read.UserIds, MinPositions = read.MinPositions, MaxAge = TimeSpan.FromMilliseconds(read.MaxAgeMs) };
        EmbeddingBatch batch = EmbeddingBatch.Of(version, read.UserIds.Length, time.GetUtcNow().ToUnixTimeMilliseconds());
        if (ReadTable(query, version, batch) is { } absent)
        {
            using CancellationTokenSource deadline = new(TimeSpan.FromMilliseconds(read.TimeoutMs), time);
            await AskGrainsAsync(absent, query, version, batch, deadline.Token).ConfigureAwait(false);
        }

        SiloVectors answer = new(
            MemoryMarshal.AsBytes(batch.Vectors.Span).ToArray(),
            Array.ConvertAll(batch.Infos, i => i.Position),
            Array.ConvertAll(batch.Infos, i => i.AsOfMs),
            Array.ConvertAll(batch.Infos, i => (byte)i.Freshness),
            [.. batch.Infos.Select((info, i) => (info, i)).Where(u => u.info.Failure is not null).Select(u => new SiloReadFailure(u.i, u.info.Failure!))]);
        batch.Release();
        return answer;
    }

    /// <summary>How old a vector may be for a query.</summary>
    public long MaxAgeMs(EmbeddingQuery query) => (long)(query.MaxAge ?? options.MaxAge).TotalMilliseconds;

    private async ValueTask AskGrainAsync(EmbeddingQuery query, ServedVersion version, EmbeddingBatch batch, int i, CancellationToken cancellation)
    {
        try
        {
            UserRead read = new(version.Version, MinPosition(query, i), MaxAgeMs(query));
            UserVector vector = await users.Of(query.UserIds[i]).ReadAsync(read).WaitAsync(cancellation).ConfigureAwait(false);
            vector.Values.CopyTo(batch.Vectors.Span.Slice(i * version.Dimension, version.Dimension));
            bool isStale = vector.Freshness == Freshness.Fresh && IsPartitionBehind(query.UserIds[i]);
            batch.Infos[i] = new EmbeddingInfo(vector.Position, vector.AsOfMs, isStale ? Freshness.Stale : vector.Freshness);
        }
        catch (UserRepException error)
        {
            batch.Fail(i, error);
        }
        catch (Exception error) when (error is OperationCanceledException or TimeoutException)
        {
            batch.Fail(i, new UserRepException(ServiceError.NotReady, $"The vector was not ready within {options.Timeout.TotalSeconds:0.#} s.", TimeSpan.FromSeconds(1)));
        }
        catch (Exception error) when (error is EventLog.Events.EventLogException or OrleansException)
        {
            batch.Fail(i, new UserRepException(ServiceError.Unavailable, error.Message, TimeSpan.FromSeconds(1), error));
        }
    }

    private bool IsPartitionBehind(string userId) => watermarks.IsAnyBehind && watermarks.IsBehind(partitions.PartitionOf(userId));

    private static long MinPosition(EmbeddingQuery query, int i) => query.MinPositions is { } positions ? positions[i] : 0;
}
