using System.Numerics.Tensors;
using UserRep.EventLog.Events;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Features;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;
using UserRep.Model.Features;

namespace UserRep.Grains.Parity;

/// <summary>
/// Computes a vector that is served once more, of nothing but the log: every event of the user up to the vector's position, folded anew, as of
/// the vector's moment. No snapshot, no state in memory and no delivery has a part in it, so that a mistake of any of these shows.
/// </summary>
internal sealed class ParityChecker(IEventLog log, EmbeddingTable table, IPlanSource versions)
{
    /// <summary>How much a number may differ: models round differently in batches of other sizes.</summary>
    public const double Tolerance = 1e-5;

    public async Task<ParityResult> CheckAsync(ParitySample sample, CancellationToken cancellation)
    {
        if (versions.Plan.Find(sample.Version) is not { } version)
        {
            return ParityResult.Unknown;
        }

        float[] served = new float[version.Dimension];
        if (!table.TryRead(sample.UserId, sample.Version, served, out TableEntry entry)
            || await FoldAsync(version.Space, sample.UserId, entry.Position, cancellation).ConfigureAwait(false) is not { } state)
        {
            return ParityResult.Unknown;
        }

        float[] features = version.Space.Features(state, entry.AsOfMs);
        float[] again = await version.Batcher.EncodeAsync(features).WaitAsync(cancellation).ConfigureAwait(false);
        double difference = Largest(served, again);
        return new ParityResult(difference <= Tolerance ? ParityOutcome.Same : ParityOutcome.Different, difference, entry.Position);
    }

    private static double Largest(float[] served, float[] again)
    {
        float[] differences = new float[served.Length];
        TensorPrimitives.Subtract(served, again, differences);
        return Math.Abs(TensorPrimitives.MaxMagnitude<float>(differences));
    }

    /// <summary>The state that the log gives at a position; null if the log does not have it, or not all of it, any more.</summary>
    private async Task<FeatureState?> FoldAsync(FeatureSpace space, string userId, long position, CancellationToken cancellation)
    {
        FeatureState state = new(space.Layout);
        long last = 0;
        await foreach (LogEvent e in log.EventsOfAsync(userId, cancellation).ConfigureAwait(false))
        {
            if (e.Offset > position)
            {
                break;
            }

            if (e.Prev != last)
            {
                return null;
            }

            space.Fold(state, e, countsItems: false);
            last = e.Offset;
        }

        return last == position && position > 0 ? state : null;
    }
}
