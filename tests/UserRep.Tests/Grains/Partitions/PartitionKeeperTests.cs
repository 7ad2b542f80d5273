using Microsoft.Extensions.Time.Testing;
using UserRep.Grains.Partitions;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Grains.Hosting;
using Xunit;

namespace UserRep.Tests.Grains.Partitions;

public sealed class PartitionKeeperTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_partition_that_does_not_answer_holds_up_no_other()
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_data.Path);
        TaskCompletionSource hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goesOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int others = 0;
        bool isSilent = false;
        silo.Calls.Set("IEventPartitionGrain.WakeAsync", async context =>
        {
            if (context.TargetId.Key.ToString() == "0")
            {
                Volatile.Write(ref isSilent, true);
                await hangs.Task;
            }
            else if (Volatile.Read(ref isSilent) && Interlocked.Increment(ref others) == 3)
            {
                goesOn.SetResult();
            }

            await context.Invoke();
        });

        await goesOn.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        hangs.SetResult();
    }

    [Fact]
    public void Silence_while_the_log_grows_is_to_be_behind_and_silence_otherwise_is_not()
    {
        FakeTimeProvider time = new();
        PartitionWatermarks watermarks = new(3, time);
        watermarks.Report(0, 5, new PartitionProgress(5, 5, 0, 0));
        watermarks.Report(1, 5, new PartitionProgress(5, 5, 0, 0));

        watermarks.ReportSilence(0, 6);
        watermarks.ReportSilence(1, 5);
        watermarks.ReportSilence(2, 6);
        time.Advance(PartitionWatermarks.Tolerance + TimeSpan.FromMilliseconds(1));

        Assert.True(watermarks.IsAnyBehind);
        Assert.Equal([true, false], [watermarks.IsAnyBehindFor(PartitionWatermarks.Tolerance), watermarks.IsAnyBehindFor(PartitionWatermarks.Tolerance * 2)]);
        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(watermarks.IsBehind));
        Assert.False(watermarks.AllAlive);
        watermarks.Report(0, 6, new PartitionProgress(6, 6, 0, 0));
        Assert.False(watermarks.IsAnyBehind);
        Assert.False(watermarks.IsAnyBehindFor(TimeSpan.Zero));
    }
}
