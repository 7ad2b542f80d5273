using UserRep.Benchmarks.EventCosts;
using UserRep.Benchmarks.Measuring;
using Xunit;

namespace UserRep.Tests.Benchmarks.EventCosts;

public sealed class EventCostTests
{
    [Fact]
    public void What_was_spent_is_shared_out_among_the_events()
    {
        EventCost cost = new(Reading(seconds: 1, scale: 1), Reading(seconds: 3, scale: 3), events: 1_000);
        Assert.Equal(2_000, cost.Microseconds, 1e-6);
        Assert.Equal(2_000, cost.MicrosecondsOf(ThreadWork.Writer), 1e-6);
        Assert.Equal(0, cost.MicrosecondsOf(ThreadWork.Other), 1e-6);
        Assert.Equal(200, cost.AllocatedBytes, 1e-6);
        Assert.Equal(0.8, cost.Vectors, 1e-6);
        Assert.Equal(20, cost.VectorsPerRun, 1e-6);
        Assert.Equal(50, cost.EventsPerCommit, 1e-6);
    }

    [Fact]
    public void What_went_through_the_write_ahead_log_is_shared_out_among_the_trees_by_their_pages()
    {
        EventCost cost = new(Reading(seconds: 1, scale: 1), Reading(seconds: 3, scale: 3), events: 1_000);
        Assert.Equal(8, cost.LogWalBytes, 1e-6);
        Assert.Equal(2, cost.LogWalBytesOf(LogTree.Users, TreeOf), 1e-6);
        Assert.Equal(6, cost.LogWalBytesOf(LogTree.Events, TreeOf), 1e-6);
        Assert.Equal(0, cost.LogWalBytesOf(LogTree.Other, TreeOf), 1e-6);

        static LogTree TreeOf(uint page) => page == 7 ? LogTree.Users : LogTree.Events;
    }

    private static ServiceReading Reading(double seconds, int scale)
    {
        TimeSpan time = TimeSpan.FromSeconds(seconds);
        ThreadTimes threads = new(new Dictionary<int, TaskStat> { [1] = new("writer of event", time, TimeSpan.Zero) });
        WalUse file = new(Commits: 10 * scale, LogBytes: 4_000 * scale, StoredBytes: 0);
        Dictionary<uint, long> pages = new() { [7] = scale, [8] = scale };
        if (scale > 1)
        {
            // A page that was not written before.
            pages[9] = 4;
        }

        return new ServiceReading(time, threads, Allocated: 100_000 * scale, Vectors: 400 * scale, Runs: 20 * scale, Written: 0, file, file, pages);
    }
}
