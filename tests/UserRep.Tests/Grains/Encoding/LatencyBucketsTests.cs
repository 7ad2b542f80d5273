using CsCheck;
using UserRep.Grains.Encoding;
using Xunit;

namespace UserRep.Tests.Grains.Encoding;

public sealed class LatencyBucketsTests
{
    [Fact]
    public void A_percentile_is_that_of_the_times_or_a_sixteenth_above() =>
        Gen.Select(Gen.Long[0, 1L << 34].Array[1, 200], Gen.Double[0.01, 1]).Sample((times, share) =>
        {
            double exact = Math.Min(times.Order().ElementAt((int)Math.Max(1, Math.Ceiling(share * times.Length)) - 1), (1L << 33) - 1) / 1_000d;
            Assert.InRange(LatencyBuckets.PercentileMs(Counts(times), share), exact, (exact * (1 + (1 / 16d))) + 0.001);
        });

    [Fact]
    public void Longer_times_are_never_in_an_earlier_bucket() => Gen.Select(Gen.Long[-5, 1L << 40], Gen.Long[-5, 1L << 40]).Sample((a, b) =>
    {
        Assert.True(LatencyBuckets.Of(Math.Min(a, b)) <= LatencyBuckets.Of(Math.Max(a, b)));
        Assert.InRange(LatencyBuckets.Of(a), 0, LatencyBuckets.Count - 1);
    });

    [Fact]
    public void What_two_silos_counted_is_what_one_would_have() => Gen.Select(Gen.Long[0, 1_000_000].Array, Gen.Long[0, 1_000_000].Array).Sample((one, other) =>
    {
        EncodeReport sum = Report(one).Plus(Report(other));
        Assert.Equal(Counts([.. one, .. other]), sum.Latencies);
        Assert.Equal(Report(one).Latencies, sum.Since(Report(other)).Latencies);
    });

    [Fact]
    public void Nothing_counted_has_no_percentile() => Assert.Equal(0, EncodeReport.None.P99Ms);

    private static EncodeReport Report(long[] times) => new(times.Length, 0, 0, Counts(times));

    private static long[] Counts(long[] times)
    {
        long[] counts = new long[LatencyBuckets.Count];
        foreach (long time in times)
        {
            counts[LatencyBuckets.Of(time)]++;
        }

        return counts;
    }
}
