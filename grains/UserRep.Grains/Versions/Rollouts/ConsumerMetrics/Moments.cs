namespace UserRep.Grains.Versions.Rollouts.ConsumerMetrics;

/// <summary>Count, mean and spread of numbers that came one by one, without the numbers.</summary>
/// <param name="Count">How many.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Squares">The sum of the squares of what each is from the mean.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.moments")]
public sealed record Moments([property: Id(0)] long Count, [property: Id(1)] double Mean, [property: Id(2)] double Squares)
{
    /// <summary>Gets those of nothing.</summary>
    public static Moments None { get; } = new(0, 0, 0);

    /// <summary>Gets the variance; 0 of fewer than two.</summary>
    public double Variance => Count < 2 ? 0 : Squares / (Count - 1);

    /// <summary>With one number more (Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products", 1962).</summary>
    /// <param name="value">The number.</param>
    /// <returns>The moments.</returns>
    public Moments With(double value)
    {
        double mean = Mean + ((value - Mean) / (Count + 1));
        return new Moments(Count + 1, mean, Squares + ((value - Mean) * (value - mean)));
    }

    /// <summary>Those of both (Chan, Golub and LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances", 1979).</summary>
    /// <param name="other">The others.</param>
    /// <returns>The moments of all.</returns>
    public Moments Plus(Moments other)
    {
        ArgumentNullException.ThrowIfNull(other);
        long count = Count + other.Count;
        if (count == 0)
        {
            return None;
        }

        double apart = other.Mean - Mean;
        return new Moments(count, Mean + (apart * other.Count / count), Squares + other.Squares + (apart * apart * Count * other.Count / count));
    }

    /// <summary>Those of the numbers that came after an earlier look (Chan, Golub and LeVeque, 1979, the other way round).</summary>
    /// <param name="earlier">What there was then.</param>
    /// <returns>The moments of the rest.</returns>
    public Moments Since(Moments earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        long count = Count - earlier.Count;
        if (count <= 0)
        {
            return None;
        }

        double mean = ((Count * Mean) - (earlier.Count * earlier.Mean)) / count;
        double between = (mean - earlier.Mean) * (mean - earlier.Mean) * earlier.Count * count / Count;
        return new Moments(count, mean, Math.Max(0, Squares - earlier.Squares - between));
    }
}
