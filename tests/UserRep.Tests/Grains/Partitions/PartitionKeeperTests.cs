using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using UserRep.EventLog.Events;
using UserRep.Grains.Metrics;
using UserRep.Grains.Partitions;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Grains.Hosting;
using Xunit;

namespace UserRep.Tests.Grains.Partitions;

public sealed class PartitionKeeperTests : IDisposable
{
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(100);

    private readonly TemporaryFolder _data = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ServiceMeter _meter = new();
    private int _looks;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _meter.Dispose();
        _data.Dispose();
    }

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
        watermarks.ReportLook();

        Assert.True(watermarks.IsAnyBehind);
        Assert.Equal([true, false], [watermarks.IsAnyBehindFor(PartitionWatermarks.Tolerance), watermarks.IsAnyBehindFor(PartitionWatermarks.Tolerance * 2)]);
        Assert.Equal([true, false, true], Enumerable.Range(0, 3).Select(watermarks.IsBehind));
        Assert.Equal([1, 0, 6], Enumerable.Range(0, 3).Select(watermarks.LagOf));
        Assert.False(watermarks.AllAlive);
        watermarks.Report(0, 6, new PartitionProgress(6, 6, 0, 0));
        watermarks.Report(2, 6, new PartitionProgress(6, 6, 0, 0));
        Assert.False(watermarks.IsAnyBehind);
        Assert.False(watermarks.IsAnyBehindFor(TimeSpan.Zero));
    }

    [Fact]
    public async Task A_partition_that_fails_at_once_is_as_behind_as_one_that_is_silent()
    {
        bool isFailing = false;
        long head = 5;
        IEventPartitionGrain partition = Proxy.Of<IEventPartitionGrain>((_, _) => isFailing
            ? Task.FromException<PartitionProgress>(new IOException("The checkpoint cannot be stored."))
            : Task.FromResult(new PartitionProgress(head, head, 0, 0)));
        (PartitionKeeper keeper, PartitionWatermarks watermarks) = Keeper(() => Task.FromResult<IReadOnlyList<PartitionHead>>([new PartitionHead(0, head, 0)]), partition);
        await keeper.StartAsync(Cancellation);
        await Wait.UntilAsync(() => watermarks.AllAlive);
        await TickAsync(20);
        await Wait.UntilAsync(() => !watermarks.IsBehind(0));

        (isFailing, head) = (true, 7);
        await Wait.UntilAsync(() =>
        {
            _time.Advance(_tick);
            return watermarks.IsAnyBehind && watermarks.IsBehind(0);
        });
        Assert.Equal(2, watermarks.LagOf(0));

        isFailing = false;
        await Wait.UntilAsync(() =>
        {
            _time.Advance(_tick);
            return !watermarks.IsAnyBehind;
        });
        Assert.Equal(0, watermarks.LagOf(0));
        await keeper.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_partition_that_is_long_at_its_backlog_is_alive_and_behind()
    {
        TaskCompletionSource<PartitionProgress> handsOut = new(TaskCreationOptions.RunContinuationsAsynchronously);
        IEventPartitionGrain partition = Proxy.Of<IEventPartitionGrain>((method, _) => method.Name == nameof(IEventPartitionGrain.ProgressAsync)
            ? Task.FromResult(new PartitionProgress(0, 0, 0, 0))
            : handsOut.Task);
        (PartitionKeeper keeper, PartitionWatermarks watermarks) = Keeper(() => Task.FromResult<IReadOnlyList<PartitionHead>>([new PartitionHead(0, 100_000, 0)]), partition);
        await keeper.StartAsync(Cancellation);

        await Wait.UntilAsync(() => watermarks.AllAlive);
        await Wait.UntilAsync(() =>
        {
            _time.Advance(_tick);
            return watermarks.IsBehind(0);
        });
        Assert.Equal(100_000, watermarks.LagOf(0));

        handsOut.SetResult(new PartitionProgress(100_000, 100_000, 0, 0));
        await Wait.UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            return !watermarks.IsAnyBehind;
        });
        await keeper.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_long_backlog_is_taken_part_by_part_without_waiting()
    {
        long handedOut = 0;
        IEventPartitionGrain partition = Proxy.Of<IEventPartitionGrain>((method, _) => Task.FromResult(
            new PartitionProgress(method.Name == nameof(IEventPartitionGrain.WakeAsync) ? Interlocked.Add(ref handedOut, 10) : 0, Interlocked.Read(ref handedOut), 0, 0)));
        (PartitionKeeper keeper, PartitionWatermarks watermarks) = Keeper(() => Task.FromResult<IReadOnlyList<PartitionHead>>([new PartitionHead(0, 45, 0)]), partition);

        await keeper.StartAsync(Cancellation);

        // By the clock of the test, which stands still.
        await Wait.UntilAsync(() => watermarks.ProgressOf(0)?.HandedOut == 50);
        Assert.Equal(1, _looks);
        await keeper.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_partition_that_gets_no_further_is_asked_again_with_the_next_look()
    {
        int wakes = 0;
        IEventPartitionGrain partition = Proxy.Of<IEventPartitionGrain>((method, _) =>
        {
            wakes += method.Name == nameof(IEventPartitionGrain.WakeAsync) ? 1 : 0;
            return Task.FromResult(new PartitionProgress(7, 7, 0, 0));
        });
        (PartitionKeeper keeper, PartitionWatermarks watermarks) = Keeper(() => Task.FromResult<IReadOnlyList<PartitionHead>>([new PartitionHead(0, 45, 0)]), partition);

        await keeper.StartAsync(Cancellation);

        await Wait.UntilAsync(() => watermarks.ProgressOf(0) is not null && Volatile.Read(ref wakes) == 1);
        await Wait.UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            return Volatile.Read(ref wakes) == 2;
        });
        Assert.Equal(2, _looks);
        await keeper.StopAsync(Cancellation);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_cannot_see_the_log_takes_every_partition_for_behind(bool isHanging)
    {
        bool isCut = false;
        TaskCompletionSource<IReadOnlyList<PartitionHead>> hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
        IReadOnlyList<PartitionHead> heads = [new PartitionHead(0, 5, 0)];
        IEventPartitionGrain partition = Proxy.Of<IEventPartitionGrain>((_, _) => Task.FromResult(new PartitionProgress(5, 5, 0, 0)));
        (PartitionKeeper keeper, PartitionWatermarks watermarks) = Keeper(
            () => !isCut ? Task.FromResult(heads) : isHanging ? hangs.Task : Task.FromException<IReadOnlyList<PartitionHead>>(new EventLogException("No way there.", isTransient: true, outcomeUnknown: false)),
            partition);
        await keeper.StartAsync(Cancellation);
        await Wait.UntilAsync(() => watermarks.AllAlive);
        await TickAsync(20);
        await Wait.UntilAsync(() => !watermarks.IsBehind(0));

        isCut = true;
        await Wait.UntilAsync(() =>
        {
            _time.Advance(_tick);
            return watermarks.IsAnyBehind && watermarks.IsBehind(0);
        });
        Assert.True(watermarks.IsAnyBehindFor(PartitionWatermarks.Tolerance));

        isCut = false;
        hangs.SetResult(heads);
        await Wait.UntilAsync(() =>
        {
            _time.Advance(_tick);
            return !watermarks.IsAnyBehind;
        });
        await keeper.StopAsync(Cancellation);
    }

    private (PartitionKeeper Keeper, PartitionWatermarks Watermarks) Keeper(Func<Task<IReadOnlyList<PartitionHead>>> heads, IEventPartitionGrain partition)
    {
        PartitionWatermarks watermarks = new(1, _time);
        IEventLog log = Proxy.Of<IEventLog>((_, _) =>
        {
            Interlocked.Increment(ref _looks);
            return heads();
        });
        return (new PartitionKeeper(log, Proxy.Of<IGrainFactory>((_, _) => partition), watermarks, _meter, _time, NullLogger<PartitionKeeper>.Instance), watermarks);
    }

    /// <summary>Has the keeper come by again and again, each time after the last.</summary>
    private async Task TickAsync(int times)
    {
        for (int i = 0; i < times; i++)
        {
            int before = Volatile.Read(ref _looks);
            await Wait.UntilAsync(() =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(1));
                return Volatile.Read(ref _looks) > before;
            });
        }
    }
}
