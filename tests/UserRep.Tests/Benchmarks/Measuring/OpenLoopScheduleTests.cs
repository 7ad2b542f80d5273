using UserRep.Benchmarks.Measuring;
using Xunit;

namespace UserRep.Tests.Benchmarks.Measuring;

public sealed class OpenLoopScheduleTests
{
    [Theory]
    [InlineData(1_000, 1, 2, 3_000, 1_000)]
    [InlineData(0.1, 0, 30, 3, 0)]
    [InlineData(333, 0.5, 1, 500, 167)]
    [InlineData(70, 0.1, 0.2, 21, 7)]
    public void As_many_are_due_as_fit_in_and_those_of_the_warm_up_do_not_count(double rate, double warmUp, double counted, int count, int first)
    {
        OpenLoopSchedule schedule = new(rate, TimeSpan.FromSeconds(warmUp), TimeSpan.FromSeconds(counted));
        Assert.Equal(count, schedule.Count);
        Assert.Equal(first, schedule.FirstCounted);
    }

    [Fact]
    public void Operations_are_due_at_a_steady_rate_from_the_start_on()
    {
        OpenLoopSchedule schedule = new(50, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal([0, 20, 40, 60], Enumerable.Range(0, 4).Select(i => schedule.DueAt(i).TotalMilliseconds));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(70)]
    [InlineData(333.3)]
    [InlineData(1_000)]
    public void Each_is_due_from_its_moment_on_and_not_before(double rate)
    {
        OpenLoopSchedule schedule = new(rate, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        for (int i = 0; i < schedule.Count; i++)
        {
            Assert.Equal(i + 1, schedule.DueBy(schedule.DueAt(i)));
            Assert.Equal(i, schedule.DueBy(schedule.DueAt(i) - TimeSpan.FromTicks(1)));
        }

        Assert.Equal(schedule.Count, schedule.DueBy(TimeSpan.FromHours(1)));
    }
}
