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

    [Fact]
    public void What_is_reported_once_a_day_has_a_place_for_every_day()
    {
        MetricLines lines = MetricLines.Of([Metric("v1", [.. Enumerable.Range(0, 10).Select(day => (day * 1_440, (double)day))])], _now.AddDays(10))!;

        Assert.Equal(Enumerable.Range(0, 10).Select(day => (double?)day), lines.Lines[0].Values.Where(v => v is not null));
        Assert.InRange(lines.Lines[0].Values.Count, 10, MetricLines.MaxSteps);
        Assert.InRange(lines.StepSeconds * lines.Lines[0].Values.Count, 10 * 86_400, 10.5 * 86_400);

        // The last was a day ago, and so it stands.
        Assert.InRange(Enumerable.Reverse(lines.Lines[0].Values).TakeWhile(v => v is null).Count() * lines.StepSeconds, 0.8 * 86_400, 86_400);
    }

    [Fact]
    public void Those_that_were_reported_last_have_lines_as_many_as_can_be_told_apart()
    {
        MetricLines lines = MetricLines.Of([.. Enumerable.Range(0, 7).Select(i => Metric($"v{i}", (i is 2 ? 9 : i, 1)))], _now.AddMinutes(10))!;

        Assert.Equal(["v2", "v4", "v5", "v6"], lines.Lines.Select(l => l.Name));
        Assert.Equal(3, lines.LeftOut);
    }

    private static ReportedMetric Metric(string version, params (int Minute, double Value)[] values)
    {
        MetricCourse course = values.Aggregate(new MetricCourse(), (all, v) => all.With([v.Value], _now.AddMinutes(v.Minute).ToUnixTimeMilliseconds()));
        return new ReportedMetric("ranker", "clicks", version, true, Moments.None, course);
    }
}
