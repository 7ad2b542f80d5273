using CsCheck;
using UserRep.Grains.Versions.Rollouts.ConsumerMetrics;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Rollouts.ConsumerMetrics;

public sealed class MomentsTests
{
    [Fact]
    public void They_are_those_of_the_numbers_and_of_the_later_ones() => Gen.Select(Gen.Double[-100, 100].Array, Gen.Double[-100, 100].Array).Sample((first, rest) =>
    {
        Moments earlier = Of(first);
        Moments all = Of([.. first, .. rest]);
        AssertLike(Of(rest), all.Since(earlier));
        AssertLike(Plain([.. first, .. rest]), all);
    });

    private static Moments Of(double[] numbers) => numbers.Aggregate(Moments.None, (sum, number) => sum.With(number));

    private static Moments Plain(double[] numbers)
    {
        double mean = numbers.Length == 0 ? 0 : numbers.Average();
        return new Moments(numbers.Length, mean, numbers.Sum(n => (n - mean) * (n - mean)));
    }

    private static void AssertLike(Moments expected, Moments actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(expected.Mean, actual.Mean, 1e-6);
        Assert.Equal(expected.Squares, actual.Squares, 1e-4);
    }
}
