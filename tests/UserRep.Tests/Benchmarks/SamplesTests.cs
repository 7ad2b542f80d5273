using UserRep.Benchmarks.Measuring;
using Xunit;

namespace UserRep.Tests.Benchmarks;

public sealed class SamplesTests
{
    [Theory]
    [InlineData(new[] { 3.0 }, 3)]
    [InlineData(new[] { 9.0, 1, 2 }, 2)]
    [InlineData(new[] { 4.0, 1, 100, 2 }, 3)]
    public void The_median_is_the_middle_or_the_mean_of_both(double[] values, double median) =>
        Assert.Equal(median, new Samples(values).Median);

    [Fact]
    public void Quantiles_lie_between_the_values_beside_them()
    {
        Samples samples = new([40, 10, 30, 20]);
        Assert.Equal([10, 17.5, 25, 32.5, 40], new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(samples.Quantile));
    }

    [Fact]
    public void Nothing_has_no_median() => Assert.Throws<InvalidOperationException>(() => new Samples([]).Median);

    [Fact]
    public void A_ratio_is_taken_pair_by_pair_so_that_a_slow_moment_falls_out()
    {
        Samples own = new([10, 1000, 12]);
        Samples rival = new([5, 500, 4]);
        Assert.Equal([2, 2, 3], own.Over(rival).Values);
        Assert.Equal(2, own.Over(rival).Median);
        Assert.Throws<ArgumentException>(() => own.Over(new Samples([1])));
    }

    [Fact]
    public void A_race_gives_every_contender_as_many_samples_and_runs_it_in_turn()
    {
        List<string> turns = [];
        MeasuringOptions options = new() { Repeats = 4, RepeatTime = TimeSpan.Zero };
        Samples[] times = Race.Run(
            options, TestContext.Current.CancellationToken, new Contender("a", _ => turns.Add("a")), new Contender("b", _ => turns.Add("b")));
        Assert.All(times, t => Assert.Equal(4, t.Values.Count));
        Assert.Equal("abbaabba", string.Concat(turns.TakeLast(8)));
    }

    [Fact]
    public void Allocation_is_counted_per_operation()
    {
        Contender free = new("free", _ => { });
        Assert.Equal(0, Race.AllocatedBytes(free, 100));
        Contender arrays = new("arrays", n =>
        {
            for (int i = 0; i < n; i++) GC.KeepAlive(new byte[1000]);
        });
        Assert.InRange(Race.AllocatedBytes(arrays, 100), 1000, 1100);
    }
}
