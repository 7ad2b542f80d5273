namespace UserRep.Training.Evaluation.Statistics;

/// <summary>A figure and the percentile interval around it.</summary>
/// <param name="Value">The figure on all seeds and every user once.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
internal readonly record struct Interval(double Value, double Low, double High)
{
    /// <summary>Takes the ends from bootstrap replicates; those that could not be computed (NaN) are left out.</summary>
    public static Interval FromReplicates(double value, IEnumerable<double> replicates, double confidence)
    {
        double[] sorted = [.. replicates.Where(double.IsFinite).Order()];
        double tail = (1 - confidence) / 2;
        return new Interval(value, Quantile(sorted, tail), Quantile(sorted, 1 - tail));
    }

    private static double Quantile(double[] sorted, double share)
    {
        if (sorted.Length == 0)
        {
            return double.NaN;
        }

        double place = share * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
