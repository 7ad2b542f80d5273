using CsCheck;
using UserRep.Grains.Vitals;
using Xunit;

namespace UserRep.Tests.Grains.Vitals;

public class LatencyTests
{
    [Fact]
    public void A_quantile_lies_between_the_bounds_of_the_time_it_stands_for() =>
        Gen.Double[0, 9.9].Array[1, 200].Select(Gen.Double[0.01, 0.99]).Sample((seconds, share) =>
        {
            long[] counts = new long[Latency.BoundsSeconds.Count + 1];
            Array.ForEach(seconds, s => counts[Latency.PlaceOf(s)]++);
            Array.Sort(seconds);
            int place = Latency.PlaceOf(seconds[(int)Math.Ceiling(share * seconds.Length) - 1]);
            double quantile = Latency.Quantile(counts, share)!.Value;
            return quantile <= Latency.BoundsSeconds[place] && quantile >= (place == 0 ? 0 : Latency.BoundsSeconds[place - 1]);
        });

    [Fact]
    public void Of_nothing_there_is_none_and_what_is_beyond_the_last_bound_counts_as_that()
    {
        long[] counts = new long[Latency.BoundsSeconds.Count + 1];
        Assert.Null(Latency.Quantile(counts, 0.5));
        counts[^1] = 7;
        Assert.Equal(10, Latency.Quantile(counts, 0.5));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.0005, 0)]
    [InlineData(0.0006, 1)]
    [InlineData(10, 13)]
    [InlineData(11, 14)]
    public void A_bound_belongs_to_what_is_below_it(double seconds, int place) => Assert.Equal(place, Latency.PlaceOf(seconds));
}
