using UserRep.EventLog.Events;
using UserRep.Grains.Errors;
using UserRep.Grains.Features;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;
using UserRep.Model.Features;

namespace UserRep.Grains.Reading;

/// <summary>
/// Vectors as they would have been at a moment: from the log's events that had happened by then, whenever they were received, folded anew.
/// Nothing is kept.
/// </summary>
internal sealed class PointInTimeReader(IEventLog log, ReadingOptions options, TimeProvider time) : IDisposable
{
    private const int AtOnce = 4;

    // Each reads a whole history: connections to the log are for others, too.
    private readonly SemaphoreSlim _folds = new(2 * AtOnce);

    /// <summary>Reads vectors; users whose history was not read in time get an error in the place of one.</summary>
    public async Task<EmbeddingBatch> ReadAsync(ServedVersion version, EmbeddingQuery query, long asOfMs, EmbeddingBatch batch, CancellationToken cancellation)
    {
        UserRepException late = new(
            ServiceError.NotReady, $"The vector as of the moment was not ready within {options.Timeout.TotalSeconds:0.#} s. Ask for fewer users at a time.", TimeSpan.FromSeconds(1));
        for (int i = 0; i < batch.Infos.Length; i++)
        {
            batch.Fail(i, late);
        }

        using CancellationTokenSource deadline = new(options.Timeout, time);
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, query.UserIds.Count),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ends.Token },
                (i, token) => ReadAsync(version, query, asOfMs, batch, i, token)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // Those who are left are late.
        }

        return batch;
    }

    public void Dispose() => _folds.Dispose();

    private async ValueTask ReadAsync(ServedVersion version, EmbeddingQuery query, long asOfMs, EmbeddingBatch batch, int i, CancellationToken cancellation)
    {
        // What does not end by itself in time is left behind; it touches nothing of the batch.
        (FeatureState state, long position, long last) = await FoldAsync(version.Space, query.UserIds[i], asOfMs, cancellation).WaitAsync(cancellation).ConfigureAwait(false);
        if (query.MinPositions is { } minPositions && last < minPositions[i])
        {
            batch.Fail(i, UserPositions.NotReached(minPositions[i], last));
            return;
        }

        float[] features = version.Space.Features(state, asOfMs);
        (await version.Batcher.EncodeAsync(features).WaitAsync(cancellation).ConfigureAwait(false)).CopyTo(batch.Vectors.Slice(i * version.Dimension, version.Dimension));
        batch.Infos[i] = new EmbeddingInfo(position, asOfMs, position == 0 ? Freshness.Cold : Freshness.Fresh);
    }

    private async Task<(FeatureState State, long Position, long Last)> FoldAsync(FeatureSpace space, string userId, long asOfMs, CancellationToken cancellation)
    {
        await _folds.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            FeatureState state = new(space.Layout);
            long position = 0;
            long read = 0;
            await foreach (LogEvent e in log.EventsOfAsync(userId, cancellation).ConfigureAwait(false))
            {
                read = e.Offset;
                if (e.Event!.TimestampMs <= asOfMs)
                {
                    space.Fold(state, e);
                    position = e.Offset;
                }
            }

            return (state, position, read);
        }
        finally
        {
            _folds.Release();
        }
    }
}
