using UserRep.Grains.Vitals;

namespace UserRep.Silo.Dashboard.Feed;

/// <summary>
/// What was done in a stretch of time, of counts since each silo's start. A life's first sample has none before it and adds nothing, and where
/// counts fall nothing is known: so no silo that starts late or anew makes a rate that never was.
/// </summary>
internal static class Rates
{
    private const double MsPerSecond = 1_000;

    /// <summary>Rates of all silos together in steps of equal length.</summary>
    /// <returns>Per second, for each step; null where nothing is known of it.</returns>
    public static double?[] PerSecond(IEnumerable<SiloSeries> series, Func<VitalsSample, long> count, long fromMs, long toMs, int steps)
    {
        double?[] rates = new double?[steps];
        double step = (toMs - fromMs) / (double)steps;
        foreach ((VitalsSample before, VitalsSample after) in Pairs(series))
        {
            long grown = count(after) - count(before);
            if (grown < 0 || step <= 0)
            {
                continue;
            }

            int first = Math.Max(0, (int)Math.Floor((before.AtMs - fromMs) / step));
            for (int i = first; i < steps && fromMs + (i * step) < after.AtMs; i++)
            {
                double overlap = Math.Min(after.AtMs, fromMs + ((i + 1) * step)) - Math.Max(before.AtMs, fromMs + (i * step));
                if (overlap > 0)
                {
                    // Spread evenly over the time between two samples, as nobody knows better.
                    rates[i] = (rates[i] ?? 0) + (grown * (overlap / (after.AtMs - before.AtMs)) / step * MsPerSecond);
                }
            }
        }

        return rates;
    }

    /// <summary>The rate of all silos together in one stretch; 0 where nothing is known.</summary>
    public static double Over(IEnumerable<SiloSeries> series, Func<VitalsSample, long> count, long fromMs, long toMs) => PerSecond(series, count, fromMs, toMs, 1)[0] ?? 0;

    /// <summary>By how much a count has grown at all silos, between samples whose later one is in the stretch.</summary>
    public static long Grown(IEnumerable<SiloSeries> series, Func<VitalsSample, long> count, long fromMs, long toMs) =>
        Pairs(series).Where(pair => pair.After.AtMs > fromMs && pair.After.AtMs <= toMs).Sum(pair => Math.Max(0, count(pair.After) - count(pair.Before)));

    /// <summary>How long vectors took after their events in a stretch: counts between <see cref="Latency.BoundsSeconds"/>.</summary>
    public static long[] EventToVector(IEnumerable<SiloSeries> series, long fromMs, long toMs) => Times(series, s => s.EventToVector, fromMs, toMs);

    /// <summary>How long requests waited for the log in a stretch: counts between <see cref="Latency.BoundsSeconds"/>.</summary>
    public static long[] AppendDuration(IEnumerable<SiloSeries> series, long fromMs, long toMs) => Times(series, s => s.AppendDuration ?? [], fromMs, toMs);

    private static long[] Times(IEnumerable<SiloSeries> series, Func<VitalsSample, IReadOnlyList<long>> times, long fromMs, long toMs)
    {
        long[] counts = new long[Latency.BoundsSeconds.Count + 1];
        foreach ((VitalsSample before, VitalsSample after) in Pairs(series).Where(pair => pair.After.AtMs > fromMs && pair.After.AtMs <= toMs))
        {
            (IReadOnlyList<long> old, IReadOnlyList<long> now) = (times(before), times(after));
            for (int i = 0; i < Math.Min(counts.Length, Math.Min(old.Count, now.Count)); i++)
            {
                counts[i] += Math.Max(0, now[i] - old[i]);
            }
        }

        return counts;
    }

    private static IEnumerable<(VitalsSample Before, VitalsSample After)> Pairs(IEnumerable<SiloSeries> series) =>
        series.SelectMany(s => s.Samples.Zip(s.Samples.Skip(1))).Where(pair => pair.Second.AtMs > pair.First.AtMs);
}
