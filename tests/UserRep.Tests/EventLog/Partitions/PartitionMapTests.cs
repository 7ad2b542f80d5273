using UserRep.EventLog.Partitions;
using Xunit;

namespace UserRep.Tests.EventLog.Partitions;

public sealed class PartitionMapTests
{
    [Theory]
    [InlineData("alice", 9)]
    [InlineData("bob", 11)]
    [InlineData("användare-7", 6)]
    public void A_user_stays_where_stored_logs_have_it(string userId, int partition) =>
        Assert.Equal(partition, new PartitionMap().PartitionOf(userId));

    [Fact]
    public void Users_spread_evenly()
    {
        PartitionMap map = new();
        int[] counts = new int[map.Partitions];
        for (int user = 0; user < 160_000; user++)
        {
            counts[map.PartitionOf($"user-{user}")]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
    }

    [Fact]
    public void A_log_needs_a_partition() => Assert.Throws<ArgumentOutOfRangeException>(() => new PartitionMap(0));

    [Fact]
    public void A_user_needs_an_id() => Assert.Throws<ArgumentException>(() => new PartitionMap().PartitionOf(string.Empty));
}
