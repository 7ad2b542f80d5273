using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using UserRep.EventLog.Events;
using UserRep.Grains.Metrics;
using UserRep.Grains.Partitions;
using UserRep.Grains.Reading;
using UserRep.Grains.Vitals;
using UserRep.Tests.Grains.Hosting;
using Xunit;

namespace UserRep.Tests.Grains.Vitals;

public sealed class VitalsRecorderTests : IDisposable
{
    private readonly ServiceMeter _meter = new();
    private readonly DamagedEvents _damaged = new(NullLogger<DamagedEvents>.Instance);
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task It_keeps_five_minutes_of_what_was_counted_and_gives_what_is_new()
    {
        using VitalsRecorder recorder = new(_meter, new ReadMeter(), _damaged, _time);
        await recorder.StartAsync(Cancellation);
        await Wait.UntilAsync(() => recorder.Since(0).Count == 1);
        long first = recorder.Since(0)[0].AtMs;

        for (int second = 1; second <= VitalsRecorder.Kept + 5; second++)
        {
            _meter.Accepted(events: 3, duplicates: 0, TimeSpan.Zero);
            _meter.VectorHasEvents(TimeSpan.FromMilliseconds(3));
            _time.Advance(TimeSpan.FromSeconds(1));
            await Wait.UntilAsync(() => recorder.Since(first + (second * 1_000L) - 1).Count == 1);
        }

        IReadOnlyList<VitalsSample> all = recorder.Since(0);
        Assert.Equal(VitalsRecorder.Kept, all.Count);
        Assert.Equal(3 * (VitalsRecorder.Kept + 5), all[^1].Events);
        Assert.Equal(3 * (VitalsRecorder.Kept - 1), all[^1].Events - all[0].Events);
        Assert.Equal(VitalsRecorder.Kept + 5, all[^1].EventToVector[Latency.PlaceOf(0.003)]);
        Assert.Equal([all[^2], all[^1]], recorder.Since(all[^3].AtMs));
        await recorder.StopAsync(Cancellation);
    }

    [Fact]
    public async Task What_the_log_and_the_snapshots_are_in_trouble_with_is_in_the_sample()
    {
        _damaged.Tell([new LogEvent { Partition = 0, Offset = 1, Prev = 0, Event = null, Damage = "value" }]);
        _meter.SnapshotsDropped(2, isFull: true);
        _meter.SnapshotsDropped(1, isFull: false);
        _meter.Accepted(events: 3, duplicates: 0, TimeSpan.FromSeconds(2));
        using VitalsRecorder recorder = new(_meter, new ReadMeter(), _damaged, _time);
        await recorder.StartAsync(Cancellation);
        await Wait.UntilAsync(() => recorder.Since(0).Count == 1);

        VitalsSample sample = recorder.Since(0)[0];

        Assert.Equal((1, 3), (sample.Damaged, sample.SnapshotsDropped));
        Assert.Equal(1, sample.AppendDuration![Latency.PlaceOf(2)]);
        await recorder.StopAsync(Cancellation);
    }

    [Fact]
    public void What_was_wrong_is_not_among_what_was_refused()
    {
        _meter.Refused(5, RefusalReasons.Invalid);
        _meter.Refused(2, RefusalReasons.Busy);
        Assert.Equal(2, _meter.RefusedEvents);
    }
}
