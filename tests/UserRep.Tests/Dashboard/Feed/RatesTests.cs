extern alias Silo;

using CsCheck;
using Silo::UserRep.Silo.Dashboard.Feed;
using UserRep.Grains.Vitals;
using Xunit;

namespace UserRep.Tests.Dashboard.Feed;

public class RatesTests
{
    [Fact]
    public void Counts_of_several_silos_make_one_rate()
    {
        SiloSeries[] silos = [Counted.Series("a", (0, 0), (1_000, 10), (2_000, 20)), Counted.Series("b", (0, 500), (2_000, 560))];

        Assert.Equal([40.0, 40.0], Rates.PerSecond(silos, s => s.Events, 0, 2_000, 2).Select(r => r!.Value));
        Assert.Equal(40, Rates.Over(silos, s => s.Events, 0, 2_000), 9);
    }

    [Fact]
    public void A_silo_that_comes_late_adds_nothing_for_what_it_counted_before() =>
        Assert.Equal([null, 10], Rates.PerSecond([Counted.Series("late", (1_000, 1_000_000), (2_000, 1_000_010))], s => s.Events, 0, 2_000, 2));

    [Fact]
    public void Counts_that_fall_are_no_rate() =>
        Assert.Equal([null, 5], Rates.PerSecond([Counted.Series("again", (0, 900), (1_000, 3), (2_000, 8))], s => s.Events, 0, 2_000, 2));

    [Fact]
    public void What_a_gap_hides_is_spread_over_it() =>
        Assert.Equal([10, 10, 10, 10], Rates.PerSecond([Counted.Series("slow", (0, 0), (4_000, 40))], s => s.Events, 0, 4_000, 4).Select(r => (int)Math.Round(r!.Value)));

    [Fact]
    public void No_rate_is_negative_and_all_together_are_what_was_counted() => Gen.Long[0, 1_000].Array[2, 30].Array[1, 4].Sample(silos =>
    {
        SiloSeries[] series = [.. silos.Select((grown, i) => Counted.Series($"s{i}", [.. grown.Select((_, n) => ((long)n * 1_000, grown.Take(n + 1).Sum()))]))];
        long end = silos.Max(grown => grown.Length - 1) * 1_000L;

        double?[] rates = Rates.PerSecond(series, s => s.Events, 0, end, 7);

        Assert.All(rates, rate => Assert.True(rate is null or >= 0));
        Assert.Equal(silos.Sum(grown => grown.Skip(1).Sum()), rates.Sum(rate => rate ?? 0) * end / 7 / 1_000, 3);
    });

    [Fact]
    public void Times_are_those_of_the_stretch_alone()
    {
        SiloSeries[] silos = [Counted.Series("a", (0, 0), (1_000, 70), (2_000, 100))];

        Assert.Equal(30, Rates.EventToVector(silos, 1_000, 2_000)[3]);
        Assert.Equal(30, Rates.Grown(silos, s => s.Events, 1_000, 2_000));
        Assert.Equal(0.005, Latency.Quantile(Rates.EventToVector(silos, 1_000, 2_000), 1)!.Value, 9);
    }
}
