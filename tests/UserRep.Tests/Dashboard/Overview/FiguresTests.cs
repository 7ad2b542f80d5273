extern alias Silo;

using Silo::UserRep.Silo.Dashboard.Feed;
using Silo::UserRep.Silo.Dashboard.Overview;
using UserRep.Grains.Vitals;
using UserRep.Tests.Dashboard.Feed;
using Xunit;

namespace UserRep.Tests.Dashboard.Overview;

public class FiguresTests
{
    [Fact]
    public void They_are_of_all_silos_up_to_the_last_moment_that_all_have_told_of()
    {
        SiloSeries[] series = [Counted.Series("a", [.. Steady(0, 61, 10)]), Counted.Series("b", [.. Steady(0, 60, 5)])];
        ClusterVitals vitals = Counted.Cluster(Counted.Silo("a", 0, []), Counted.Silo("b", 0, []));

        Figures figures = Figures.Of(vitals, series);

        Assert.Equal(15, figures.EventsNow, 9);
        Assert.Equal(14, figures.LiveUsers);
        Assert.Equal(Figures.Steps, figures.Events.Count);
        Assert.Equal(15, figures.Events[^1]!.Value, 9);
        Assert.Null(figures.Events[0]);
        Assert.InRange(figures.Late!.Value, 0.0025, 0.005);
        Assert.Equal(900, figures.Timed);
    }

    [Fact]
    public void A_silo_that_has_fallen_silent_holds_nobody_up() =>
        Assert.Equal(10, Figures.Of(Counted.Cluster(Counted.Silo("a", 0, [])), [Counted.Series("a", [.. Steady(0, 60, 10)]), Counted.Series("gone", [.. Steady(0, 20, 5)])]).EventsNow, 9);

    [Fact]
    public void Without_any_sample_they_are_nothing()
    {
        Figures figures = Figures.Of(Counted.Cluster(), []);

        Assert.Equal((0, null, 0), (figures.EventsNow, figures.Late, figures.LastReads.All));
        Assert.All(figures.Events, Assert.Null);
    }

    [Fact]
    public void What_was_damaged_dropped_or_late_is_that_of_the_last_minute_and_a_silo_that_does_not_say_adds_nothing()
    {
        long[] before = new long[Latency.BoundsSeconds.Count + 1];
        long[] after = [.. before];
        after[Latency.PlaceOf(2)] = 40;
        SiloSeries told = new("a", 0, [Counted.Sample(0, 0) with { AppendDuration = before, Damaged = 1 }, Counted.Sample(60_000, 1) with { AppendDuration = after, Damaged = 4, SnapshotsDropped = 2 }]);

        Figures figures = Figures.Of(Counted.Cluster(Counted.Silo("a", 0, [])), [told, Counted.Series("b", (0, 0), (60_000, 1))]);

        Assert.Equal((3, 2, 40), (figures.Damaged, figures.SnapshotsDropped, figures.Appends));
        Assert.InRange(figures.AppendLate!.Value, 1, 2.5);
    }

    private static IEnumerable<(long AtMs, long Events)> Steady(long fromMs, int seconds, int perSecond) =>
        Enumerable.Range(0, seconds + 1).Select(i => (fromMs + (i * 1_000L), (long)i * perSecond));
}
