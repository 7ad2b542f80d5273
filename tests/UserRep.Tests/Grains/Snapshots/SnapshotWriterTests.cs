using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Metrics;
using UserRep.Grains.Snapshots;
using UserRep.Grains.Versions;
using UserRep.Tests.Grains.Hosting;
using Xunit;

namespace UserRep.Tests.Grains.Snapshots;

public sealed class SnapshotWriterTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ServiceMeter _meter = new();
    private readonly SnapshotOptions _options = new();
    private int _writes;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task A_stop_whose_time_is_over_in_the_middle_of_a_batch_is_a_stop_and_no_failure()
    {
        using SnapshotWriter writer = Writer((_, cancellation) => ForeverAsync(cancellation));
        Assert.True(writer.TryWrite(new Snapshot("ann", "space", 1, 1, default)));
        Task stopping = writer.StopAsync(Cancellation);
        await Wait.UntilAsync(() => Volatile.Read(ref _writes) == 1);
        Assert.False(stopping.IsCompleted);

        _time.Advance(_options.ShutdownBudget);

        await stopping;
    }

    [Fact]
    public async Task What_was_being_written_when_the_silo_stops_is_written_in_the_time_to_stop()
    {
        using SnapshotWriter writer = Writer((write, cancellation) => write == 1 ? ForeverAsync(cancellation) : Task.FromResult(0));
        await writer.StartAsync(Cancellation);
        Assert.True(writer.TryWrite(new Snapshot("ann", "space", 1, 1, default)));
        await UntilWrittenAsync(1);

        await writer.StopAsync(Cancellation);

        Assert.Equal(2, _writes);
    }

    [Fact]
    public async Task A_store_that_gives_up_by_itself_is_not_the_end_of_writing()
    {
        using SnapshotWriter writer = Writer((write, _) => write == 1 ? Task.FromCanceled<int>(new CancellationToken(canceled: true)) : Task.FromResult(0));
        await writer.StartAsync(Cancellation);
        Assert.True(writer.TryWrite(new Snapshot("ann", "space", 1, 1, default)));

        await UntilWrittenAsync(2);

        await writer.StopAsync(Cancellation);
    }

    [Fact]
    public void Where_too_many_wait_only_those_who_wait_already_are_taken_and_each_that_is_not_counts_once()
    {
        _options.MaxWaiting = 1;
        using SnapshotWriter writer = Writer((_, _) => Task.FromResult(0));
        Assert.True(writer.HasRoom("ann", "space"));
        Assert.True(writer.TryWrite(new Snapshot("ann", "space", 1, 1, default)));

        Assert.False(writer.HasRoom("bob", "space"));
        Assert.False(writer.TryWrite(new Snapshot("bob", "space", 1, 1, default)));
        Assert.False(writer.HasRoom("ann", "other"));
        Assert.True(writer.HasRoom("ann", "space"));
        Assert.True(writer.TryWrite(new Snapshot("ann", "space", 1, 2, default)));

        Assert.Equal(3, _meter.DroppedSnapshots);
    }

    private static async Task<int> ForeverAsync(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        return 0;
    }

    private Task UntilWrittenAsync(int writes) => Wait.UntilAsync(() =>
    {
        _time.Advance(TimeSpan.FromMilliseconds(100));
        return Volatile.Read(ref _writes) == writes;
    });

    private SnapshotWriter Writer(Func<int, CancellationToken, Task<int>> upsert) => new(
        Proxy.Of<ISnapshotStore>((_, arguments) => upsert(Interlocked.Increment(ref _writes), (CancellationToken)arguments[1]!)),
        Proxy.Of<IPlanSource>((_, _) => ServingPlan.Empty),
        _options,
        _meter,
        _time,
        NullLogger<SnapshotWriter>.Instance);
}
