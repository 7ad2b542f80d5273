using UserRep.Benchmarks.Measuring;
using Xunit;

namespace UserRep.Tests.Benchmarks.Measuring;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentiles_are_right_to_a_thousandth()
    {
        LatencyHistogram latencies = new();
        for (int i = 1; i <= 1_000; i++)
        {
            latencies.Record(TimeSpan.FromMilliseconds(i));
        }

        Assert.Equal(1_000, latencies.Count);
        Assert.InRange(latencies.Percentile(50).TotalMilliseconds, 499.5, 500.5);
        Assert.InRange(latencies.Percentile(99).TotalMilliseconds, 989, 991);
        Assert.InRange(latencies.Percentile(100).TotalMilliseconds, 999, 1_001);
    }

    [Fact]
    public void What_it_has_no_place_for_counts_as_the_nearest()
    {
        LatencyHistogram latencies = new();
        latencies.Record(TimeSpan.FromDays(1));
        latencies.Record(-TimeSpan.FromTicks(1));
        Assert.Equal(2, latencies.Count);
        Assert.Equal(TimeSpan.Zero, latencies.Percentile(1));
        Assert.InRange(latencies.Percentile(100).TotalHours, 0.999, 1.001);
    }
}
