using UserRep.Grains.Versions.Rollouts.ConsumerMetrics;
using UserRep.Silo.Dashboard.Charts;

namespace UserRep.Silo.Dashboard.Consumers;

/// <summary>What a consumer has reported of a figure, a line for each version: the mean of each stretch of time.</summary>
/// <param name="Lines">The lines, all over the same time.</param>
/// <param name="StepSeconds">What is between two values.</param>
internal sealed record MetricLines(IReadOnlyList<ChartLine> Lines, double StepSeconds)
{
    /// <param name="metrics">One consumer's, of one figure.</param>
    /// <param name="now">The moment.</param>
    /// <returns>The lines; null if there is no course of any of them.</returns>
    public static MetricLines? Of(IEnumerable<ReportedMetric> metrics, DateTimeOffset now)
    {
        ReportedMetric[] known = [.. metrics.Where(m => m.Course is { Stretches.Count: > 0 })];
        if (known.Length == 0)
        {
            return null;
        }

        // As coarse as the coarsest, which began the first.
        long width = known.Max(m => m.Course!.WidthMs);
        long first = known.Min(m => m.Course!.Stretches[0].StartMs);
        first -= first % width;
        int steps = (int)Math.Min(10 * MetricCourse.MaxStretches, Math.Max(0, now.ToUnixTimeMilliseconds() - first) / width) + 1;
        return new MetricLines([.. known.Select(m => new ChartLine(m.Version, Values(m.Course!, first, width, steps)))], width / 1_000.0);
    }

    private static double?[] Values(MetricCourse course, long first, long width, int steps)
    {
        Moments[] sums = [.. Enumerable.Repeat(Moments.None, steps)];
        foreach (MetricStretch stretch in course.Stretches)
        {
            int at = (int)Math.Clamp((stretch.StartMs - first) / width, 0, steps - 1);
            sums[at] = sums[at].Plus(stretch.Moments);
        }

        return [.. sums.Select(s => s.Count == 0 ? (double?)null : s.Mean)];
    }
}
