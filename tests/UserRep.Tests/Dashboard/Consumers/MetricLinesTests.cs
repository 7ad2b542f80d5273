extern alias Silo;

using Silo::UserRep.Silo.Dashboard.Consumers;
using UserRep.Grains.Versions.Rollouts.ConsumerMetrics;
using Xunit;

namespace UserRep.Tests.Dashboard.Consumers;

public class MetricLinesTests
{
    private static readonly DateTimeOffset _now = DateTimeOffset.FromUnixTimeMilliseconds(1_779_999_960_000);

    [Fact]
    public void Each_version_has_a_line_over_the_same_time_with_gaps_where_nothing_was_reported()
    {
        MetricLines lines = MetricLines.Of([Metric("v1", (0, 1), (0, 3), (2, 5)), Metric("v2", (3, 7)), new ReportedMetric("ranker", "clicks", "v0", true, Moments.None.With(1))], _now.AddMinutes(4))!;

        Assert.Equal(60, lines.StepSeconds);
        Assert.Equal([("v1", "2 – 5 – –"), ("v2", "– – – 7 –")], lines.Lines.Select(l => (l.Name, string.Join(' ', l.Values.Select(v => v is { } value ? $"{value}" : "–")))));
        Assert.Null(MetricLines.Of([new ReportedMetric("ranker", "clicks", "v0", true, Moments.None)], _now));
    }

    [Fact]
    public void One_that_is_coarser_makes_all_as_coarse()
    {
        MetricLines lines = MetricLines.Of([Metric("old", [.. Enumerable.Range(0, 60).Select(i => (i, 1.0))]), Metric("new", (59, 2))], _now.AddMinutes(60))!;

        Assert.Equal(120, lines.StepSeconds);
        Assert.All(lines.Lines, line => Assert.Equal(lines.Lines[0].Values.Count, line.Values.Count));
        Assert.Equal(2, Assert.Single(lines.Lines[1].Values, v => v is not null));
    }

    private static ReportedMetric Metric(string version, params (int Minute, double Value)[] values)
    {
        MetricCourse course = values.Aggregate(new MetricCourse(), (all, v) => all.With([v.Value], _now.AddMinutes(v.Minute).ToUnixTimeMilliseconds()));
        return new ReportedMetric("ranker", "clicks", version, true, Moments.None, course);
    }
}
