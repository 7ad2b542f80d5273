using Microsoft.Extensions.Hosting;
using UserRep.Grains.Metrics;
using UserRep.Grains.Partitions;
using UserRep.Grains.Reading;

namespace UserRep.Grains.Vitals;

/// <summary>Notes once a second what this silo has counted, and keeps the last minutes of it.</summary>
internal sealed class VitalsRecorder(ServiceMeter meter, ReadMeter reads, DamagedEvents damaged, TimeProvider time) : BackgroundService
{
    /// <summary>How many samples are kept: five minutes.</summary>
    public const int Kept = 300;

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private readonly Queue<VitalsSample> _samples = new(Kept);

    /// <summary>Gets when this silo started.</summary>
    public long StartedAtMs { get; } = time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The samples after a moment, oldest first.</summary>
    public IReadOnlyList<VitalsSample> Since(long ms)
    {
        lock (_samples)
        {
            return [.. _samples.SkipWhile(sample => sample.AtMs <= ms)];
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(_interval, time);
        do
        {
            Take();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private void Take()
    {
        VitalsSample sample = new(
            time.GetUtcNow().ToUnixTimeMilliseconds(),
            meter.AcceptedEvents,
            meter.ComputedVectors,
            reads.Of(Freshness.Fresh),
            reads.Of(Freshness.Stale),
            reads.Of(Freshness.Cold),
            reads.Failed,
            meter.RefusedEvents,
            meter.FailedLogCalls,
            meter.FailedVectors,
            meter.EventToVector())
        {
            Damaged = damaged.Met,
            SnapshotsDropped = meter.DroppedSnapshots,
            AppendDuration = meter.AppendDuration(),
        };
        lock (_samples)
        {
            if (_samples.Count == Kept)
            {
                _samples.Dequeue();
            }

            _samples.Enqueue(sample);
        }
    }
}
