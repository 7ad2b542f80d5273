using UserRep.Grains.Versions.Rollouts.ConsumerMetrics;
using UserRep.Silo.Dashboard.Charts;

namespace UserRep.Silo.Dashboard.Consumers;

/// <summary>What a consumer has reported of a figure, a line for each version: the mean of each stretch of time.</summary>
/// <param name="Lines">The lines, all over the same time.</param>
/// <param name="StepSeconds">What is between two values.</param>
/// <param name="LeftOut">How many versions have none: those that were reported of last have one, as many as can be told apart.</param>
internal sealed record MetricLines(IReadOnlyList<ChartLine> Lines, double StepSeconds, int LeftOut)
{
    /// <summary>As many as the styles of a chart have lines.</summary>
    internal const int MaxLines = 4;

    /// <summary>The most values of a line.</summary>
    internal const int MaxSteps = 2 * MetricCourse.MaxStretches;

    /// <param name="metrics">One consumer's, of one figure.</param>
    /// <param name="now">The moment.</param>
    /// <returns>The lines; null if there is no course of any of them.</returns>
    public static MetricLines? Of(IEnumerable<ReportedMetric> metrics, DateTimeOffset now)
    {
        ReportedMetric[] all = [.. metrics.Where(m => m.Course is { Stretches.Count: > 0 })];
        ReportedMetric[] known = [.. all.Intersect(all.OrderByDescending(m => m.Course!.Stretches[^1].StartMs).Take(MaxLines))];
        if (known.Length == 0)
        {
            return null;
        }

        // As coarse as the coarsest. Where little was reported over a long time stretches are short and far apart: then coarser, so that all of it has room.
        long width = known.Max(m => m.Course!.WidthMs);
        long begin = known.Min(m => m.Course!.Stretches[0].StartMs);
        long end = Math.Max(now.ToUnixTimeMilliseconds(), known.Max(m => m.Course!.Stretches[^1].StartMs));
        while ((end / width) - (begin / width) >= MaxSteps)
        {
            width *= 2;
        }

        long first = begin - (begin % width);
        int steps = (int)((end - first) / width) + 1;
        return new MetricLines([.. known.Select(m => new ChartLine(m.Version, Values(m.Course!, first, width, steps)))], width / 1_000.0, all.Length - known.Length);
    }

    private static double?[] Values(MetricCourse course, long first, long width, int steps)
    {
        Moments[] sums = [.. Enumerable.Repeat(Moments.None, steps)];
        foreach (MetricStretch stretch in course.Stretches)
        {
            int at = (int)((stretch.StartMs - first) / width);
            sums[at] = sums[at].Plus(stretch.Moments);
        }

        return [.. sums.Select(s => s.Count == 0 ? (double?)null : s.Mean)];
    }
}
