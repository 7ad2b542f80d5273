using UserRep.Client;
using Xunit;

namespace UserRep.Tests.Client;

public class RetryDelayTests
{
    [Theory]
    [InlineData(50, 0, null, 0, 50)]
    [InlineData(50, 2, null, 0, 200)]
    [InlineData(50, 0, null, 1, 75)]
    [InlineData(50, 0, 1, 0, 50)]
    [InlineData(50, 3, 100, 0, 400)]
    [InlineData(50, 0, 1_000, 0, 1_000)]
    [InlineData(50, 0, 1_000, 0.5, 1_250)]
    [InlineData(50, 99, null, 0, 5_000)]
    [InlineData(0, 99, null, 1, 0)]
    [InlineData(50, 0, 8_000, 0, 8_000)]
    public void The_longer_of_the_own_delay_and_the_one_asked_for_counts_and_some_more_by_chance(int first, int attempt, int? asked, double random, int expected) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(expected),
            RetryDelay.Of(TimeSpan.FromMilliseconds(first), attempt, asked is { } ms ? TimeSpan.FromMilliseconds(ms) : null, random));
}
