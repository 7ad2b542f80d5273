namespace UserRep.Grains.Vitals;

/// <summary>Times counted between fixed bounds, those of the metrics, so that a page and a graph beside it say the same.</summary>
public static class Latency
{
    /// <summary>Gets the bounds in seconds, from what a batch takes in memory to what a caller waits for at most.</summary>
    public static IReadOnlyList<double> BoundsSeconds { get; } = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Where a time is counted.</summary>
    /// <param name="seconds">The time.</param>
    /// <returns>A place from 0 to the number of bounds.</returns>
    public static int PlaceOf(double seconds)
    {
        int place = 0;
        while (place < BoundsSeconds.Count && seconds > BoundsSeconds[place])
        {
            place++;
        }

        return place;
    }

    /// <summary>The time below which a share of the counted ones are, even within its bounds, as Prometheus estimates it.</summary>
    /// <param name="counts">Counts between the bounds.</param>
    /// <param name="share">The share, 0 to 1.</param>
    /// <returns>Seconds; null if none was counted. What is beyond the last bound counts as that.</returns>
    public static double? Quantile(IReadOnlyList<long> counts, double share)
    {
        long total = counts.Sum();
        if (total == 0)
        {
            return null;
        }

        double wanted = share * total;
        double seen = 0;
        for (int place = 0; place < BoundsSeconds.Count; place++)
        {
            if (counts[place] > 0 && seen + counts[place] >= wanted)
            {
                double low = place == 0 ? 0 : BoundsSeconds[place - 1];
                return low + ((BoundsSeconds[place] - low) * (wanted - seen) / counts[place]);
            }

            seen += counts[place];
        }

        return BoundsSeconds[^1];
    }
}
