using System.Numerics;

namespace UserRep.Grains.Encoding;

/// <summary>
/// How times are counted: buckets that grow with the time, sixteen for each doubling, so that a percentile is at most a sixteenth too high
/// and counts of several silos can be added. The buckets of HdrHistogram (Tene, hdrhistogram.org), with four bits.
/// </summary>
internal static class LatencyBuckets
{
    private const int Bits = 4;
    private const int PerDoubling = 1 << Bits;

    // 2^33 microseconds are more than two hours; whatever took longer counts as that.
    private const int Doublings = 33;

    /// <summary>How many there are.</summary>
    public const int Count = (Doublings - Bits + 1) * PerDoubling;

    /// <summary>The bucket of a time in microseconds.</summary>
    public static int Of(long microseconds)
    {
        ulong value = (ulong)Math.Clamp(microseconds, 0, (1L << Doublings) - 1);
        if (value < PerDoubling)
        {
            return (int)value;
        }

        int exponent = BitOperations.Log2(value);
        return ((exponent - Bits + 1) * PerDoubling) + (int)((value >> (exponent - Bits)) & (PerDoubling - 1));
    }

    /// <summary>The time in milliseconds below which a share of the counted ones are; 0 if none was counted.</summary>
    /// <param name="counts">How many fell into each bucket.</param>
    /// <param name="share">The share, 0 to 1.</param>
    public static double PercentileMs(ReadOnlySpan<long> counts, double share)
    {
        long total = 0;
        foreach (long count in counts)
        {
            total += count;
        }

        long wanted = Math.Max(1, (long)Math.Ceiling(share * total));
        long seen = 0;
        for (int bucket = 0; total > 0 && bucket < counts.Length; bucket++)
        {
            seen += counts[bucket];
            if (seen >= wanted)
            {
                return EndOf(bucket) / 1_000d;
            }
        }

        return 0;
    }

    /// <summary>Where a bucket ends, in microseconds.</summary>
    private static long EndOf(int bucket)
    {
        int doubling = bucket / PerDoubling;
        return doubling == 0 ? bucket + 1 : (long)(PerDoubling + (bucket % PerDoubling) + 1) << (doubling - 1);
    }
}
