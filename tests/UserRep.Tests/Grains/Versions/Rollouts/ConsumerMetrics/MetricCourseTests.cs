using CsCheck;
using UserRep.Grains.Versions.Rollouts.ConsumerMetrics;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Rollouts.ConsumerMetrics;

public class MetricCourseTests
{
    private const long Start = 1_780_000_000_000;

    private static readonly double[] _one = [1.0];

    // Minutes between reports, some far apart, some from a clock that was set back.
    private static readonly Gen<(int Minutes, double[] Values)[]> _reports = Gen.Select(Gen.Frequency((5, Gen.Int[0, 3]), (1, Gen.Int[-5, 5_000])), Gen.Double[-10, 10].Array[1, 5]).Array[1, 200];

    [Fact]
    public void Nothing_that_was_reported_is_lost_and_there_is_room_for_it_whatever_comes() => _reports.Sample(reports =>
    {
        MetricCourse course = Of(reports);
        double[] all = [.. reports.SelectMany(r => r.Values)];
        Moments sum = course.Stretches.Aggregate(Moments.None, (total, s) => total.Plus(s.Moments));

        Assert.InRange(course.Stretches.Count, 1, MetricCourse.MaxStretches);
        Assert.Equal(all.Length, sum.Count);
        Assert.Equal(all.Average(), sum.Mean, 6);
        Assert.Equal(all.Sum(v => (v - all.Average()) * (v - all.Average())), sum.Squares, 4);
        Assert.Equal(course.Stretches.Select(s => s.StartMs).Distinct().Order(), course.Stretches.Select(s => s.StartMs));
        Assert.All(course.Stretches, s => Assert.Equal(0, s.StartMs % course.WidthMs));
    });

    [Fact]
    public void An_hour_is_shown_by_the_minute_or_two_and_a_month_by_the_day()
    {
        Assert.Equal(120_000, Of([.. Enumerable.Range(0, 60).Select(_ => (1, _one))]).WidthMs);
        Assert.Equal(TimeSpan.FromMinutes(1_024), TimeSpan.FromMilliseconds(Of([.. Enumerable.Range(0, 30 * 24).Select(_ => (60, _one))]).WidthMs));
    }

    [Fact]
    public void What_comes_at_one_time_is_one_stretch() => Assert.Equal([(Start - (Start % 60_000), 3L)], Of([(0, [1, 2]), (0, [3])]).Stretches.Select(s => (s.StartMs, s.Moments.Count)));

    private static MetricCourse Of((int Minutes, double[] Values)[] reports)
    {
        long now = Start;
        MetricCourse course = new();
        foreach ((int minutes, double[] values) in reports)
        {
            now += minutes * 60_000L;
            course = course.With(values, now);
        }

        return course;
    }
}
