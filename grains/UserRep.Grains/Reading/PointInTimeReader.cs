using UserRep.EventLog.Events;
using UserRep.Grains.Features;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;
using UserRep.Model.Features;

namespace UserRep.Grains.Reading;

/// <summary>
/// Vectors as they would have been at a moment: from the log's events that had happened by then, whenever they were received, folded anew.
/// Nothing is kept.
/// </summary>
internal sealed class PointInTimeReader(IEventLog log)
{
    private const int AtOnce = 4;

    public async Task<EmbeddingBatch> ReadAsync(ServedVersion version, EmbeddingQuery query, long asOfMs, EmbeddingBatch batch, CancellationToken cancellation)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, query.UserIds.Count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (i, token) =>
            {
                (FeatureState state, long position, long last) = await FoldAsync(version.Space, query.UserIds[i], asOfMs, token).ConfigureAwait(false);
                if (query.MinPositions is { } minPositions && last < minPositions[i])
                {
                    batch.Infos[i] = new EmbeddingInfo(0, 0, Freshness.Stale, UserPositions.NotReached(minPositions[i], last));
                    return;
                }

                float[] features = version.Space.Features(state, asOfMs);
                (await version.Batcher.EncodeAsync(features).ConfigureAwait(false)).CopyTo(batch.Vectors.Slice(i * version.Dimension, version.Dimension));
                batch.Infos[i] = new EmbeddingInfo(position, asOfMs, position == 0 ? Freshness.Cold : Freshness.Fresh);
            }).ConfigureAwait(false);
        return batch;
    }

    private async Task<(FeatureState State, long Position, long Last)> FoldAsync(FeatureSpace space, string userId, long asOfMs, CancellationToken cancellation)
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
}
