namespace UserRep.Benchmarks.Measuring;

/// <summary>What the repeats of one contender gave, in order.</summary>
internal sealed class Samples(IReadOnlyList<double> values)
{
    public IReadOnlyList<double> Values { get; } = values;

    public double Median => Quantile(0.5);

    public double Min => Values.Min();

    public double Max => Values.Max();

    public Samples Select(Func<double, double> convert) => new([.. Values.Select(convert)]);

    /// <summary>The ratio repeat by repeat: both halves of a pair saw the same machine.</summary>
    public Samples Over(Samples rival) => Paired(rival, (value, other) => value / other);

    /// <summary>The difference repeat by repeat.</summary>
    public Samples Less(Samples rival) => Paired(rival, (value, other) => value - other);

    /// <summary>The value that a share of all lie below, between two of them in proportion.</summary>
    public double Quantile(double share)
    {
        if (Values.Count == 0) throw new InvalidOperationException("Nothing has no quantiles.");
        double[] sorted = [.. Values.Order()];
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        double rest = place - below;
        return rest == 0 ? sorted[below] : (sorted[below] * (1 - rest)) + (sorted[below + 1] * rest);
    }

    private Samples Paired(Samples rival, Func<double, double, double> of) => rival.Values.Count == Values.Count
        ? new([.. Values.Zip(rival.Values, of)])
        : throw new ArgumentException($"{Values.Count} samples cannot be paired with {rival.Values.Count}.", nameof(rival));
}
