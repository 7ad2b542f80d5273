using UserRep.Benchmarks.EventCosts;
using UserRep.Benchmarks.Measuring;
using Xunit;

namespace UserRep.Tests.Benchmarks.EventCosts;

public sealed class ThreadTimesTests
{
    private const string Writer = "writer of event";
    private const string Worker = ".NET TP Worker";

    [Fact]
    public void Threads_of_one_work_are_added_up()
    {
        ThreadTimes before = Times((1, Worker, 10));
        ThreadTimes after = Times((1, Worker, 13), (2, Worker, 4));
        Assert.Equal(7, after.Since(before, TimeSpan.FromSeconds(7))[ThreadWork.Workers].TotalSeconds);
    }

    [Fact]
    public void An_id_that_was_another_threads_before_begins_anew()
    {
        ThreadTimes before = Times((1, Worker, 10));
        ThreadTimes after = Times((1, Writer, 3));
        Assert.Equal(3, after.Since(before, TimeSpan.FromSeconds(3))[ThreadWork.Writer].TotalSeconds);
    }

    [Fact]
    public void What_no_living_thread_accounts_for_is_other_work()
    {
        ThreadTimes before = Times((1, Writer, 1), (2, "dotnet", 1), (3, Worker, 1));
        ThreadTimes after = Times((1, Writer, 2), (2, "dotnet", 3));
        Assert.Equal(4, after.Since(before, TimeSpan.FromSeconds(5))[ThreadWork.Other].TotalSeconds);
    }

    private static ThreadTimes Times(params (int Id, string Name, double Seconds)[] threads) =>
        new(threads.ToDictionary(t => t.Id, t => new TaskStat(t.Name, TimeSpan.FromSeconds(t.Seconds), TimeSpan.Zero)));
}
