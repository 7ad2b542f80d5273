using System.Numerics.Tensors;

namespace UserRep.Grains.Encoding;

/// <summary>What was counted of a version's encodes.</summary>
/// <param name="Encodes">How many ended, well or not.</param>
/// <param name="Errors">How many of them the model failed on.</param>
/// <param name="NotFinite">How many of them gave a number that is not finite.</param>
/// <param name="Latencies">How many fell into each of the <see cref="LatencyBuckets"/>.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.encode-report")]
internal sealed record EncodeReport([property: Id(0)] long Encodes, [property: Id(1)] long Errors, [property: Id(2)] long NotFinite, [property: Id(3)] long[] Latencies)
{
    public static EncodeReport None { get; } = new(0, 0, 0, new long[LatencyBuckets.Count]);

    public double P99Ms => LatencyBuckets.PercentileMs(Latencies, 0.99);

    public EncodeReport Plus(EncodeReport other)
    {
        long[] latencies = new long[Latencies.Length];
        TensorPrimitives.Add(Latencies, other.Latencies, latencies);
        return new EncodeReport(Encodes + other.Encodes, Errors + other.Errors, NotFinite + other.NotFinite, latencies);
    }

    /// <summary>What came after an earlier report of the same meter.</summary>
    public EncodeReport Since(EncodeReport earlier)
    {
        long[] latencies = new long[Latencies.Length];
        TensorPrimitives.Subtract(Latencies, earlier.Latencies, latencies);
        return new EncodeReport(Encodes - earlier.Encodes, Errors - earlier.Errors, NotFinite - earlier.NotFinite, latencies);
    }
}
