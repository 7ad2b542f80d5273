namespace UserRep.Benchmarks.Measuring;

/// <summary>What the repeats of one contender gave, in order.</summary>
internal sealed class Samples(IReadOnlyList<double> values)
{
    public IReadOnlyList<double> Values { get; } = values;

    public double Median => MedianOf(Values);

    public double Min => Values.Min();

    public double Max => Values.Max();

    public Samples Select(Func<double, double> convert) => new([.. Values.Select(convert)]);

    /// <summary>The ratio repeat by repeat: both halves of a pair saw the same machine.</summary>
    public Samples Over(Samples rival) => Paired(rival, (value, other) => value / other);

    /// <summary>The difference repeat by repeat.</summary>
    public Samples Less(Samples rival) => Paired(rival, (value, other) => value - other);

    private Samples Paired(Samples rival, Func<double, double, double> of) => rival.Values.Count == Values.Count
        ? new([.. Values.Zip(rival.Values, of)])
        : throw new ArgumentException($"{Values.Count} samples cannot be paired with {rival.Values.Count}.", nameof(rival));

    private static double MedianOf(IReadOnlyList<double> values)
    {
        if (values.Count == 0) throw new InvalidOperationException("There is no median of nothing.");
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
