using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UserRep.EventLog.Events;
using UserRep.Grains.Metrics;

namespace UserRep.Grains.Partitions;

/// <summary>
/// Keeps all partitions alive, whatever happened to the silo they were on, and tells them how far the log is, so that a delivery that was
/// lost is made up for within a poll. A log that does not answer it waits for beside the clock.
/// </summary>
internal sealed class PartitionKeeper(
    IEventLog log, IGrainFactory grains, PartitionWatermarks watermarks, ServiceMeter meter, TimeProvider time, ILogger<PartitionKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(500);

    private readonly Task[] _waking = [.. Enumerable.Repeat(Task.CompletedTask, watermarks.Partitions)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Task looking = Task.CompletedTask;
        while (!stoppingToken.IsCancellationRequested)
        {
            if (looking.IsCompleted)
            {
                looking = LookAsync(stoppingToken);
            }
            else if (watermarks.CheckLook())
            {
                // It hangs. One that fails counts itself.
                meter.LogFailed(isAppend: false);
            }

            await Task.Delay(_interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await looking.ConfigureAwait(false);
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (PartitionHead head in await log.HeadsAsync(cancellation).ConfigureAwait(false))
            {
                Wake(head, cancellation);
            }

            watermarks.ReportLook();
        }
        catch (Exception error)
        {
            watermarks.CheckLook();
            if (!cancellation.IsCancellationRequested)
            {
                meter.LogFailed(isAppend: false);
                Log.KeeperFailed(logger, error);
            }
        }
    }

    /// <summary>Partitions wait for nobody: one that does not answer is behind, and the others go on.</summary>
    private void Wake(PartitionHead head, CancellationToken cancellation)
    {
        if (_waking[head.Partition].IsCompleted)
        {
            _waking[head.Partition] = WakeAsync(head, cancellation);
        }
        else
        {
            watermarks.ReportSilence(head.Partition, head.Offset);
        }
    }

    private async Task WakeAsync(PartitionHead head, CancellationToken cancellation)
    {
        try
        {
            IEventPartitionGrain grain = grains.GetGrain<IEventPartitionGrain>(head.Partition.ToString(CultureInfo.InvariantCulture));
            if (watermarks.ProgressOf(head.Partition) is null)
            {
                // After a restart its backlog may take long to hand out. That is to be behind, which is told of vectors; it is not to be absent.
                watermarks.Report(head.Partition, head.Offset, await grain.ProgressAsync().ConfigureAwait(false));
            }

            // A call takes a part of a long backlog; the next part is not to wait for the next look, nor to hide what looks have seen meanwhile.
            long before;
            long handedOut = watermarks.ProgressOf(head.Partition)!.HandedOut;
            do
            {
                before = handedOut;
                long newest = Math.Max(head.Offset, watermarks.HeadOf(head.Partition));
                PartitionProgress progress = await grain.WakeAsync(newest).ConfigureAwait(false);
                watermarks.Report(head.Partition, newest, progress);
                handedOut = progress.HandedOut;
            }
            while (handedOut < head.Offset && handedOut > before && !cancellation.IsCancellationRequested);
        }
        catch (Exception error)
        {
            // It cannot be activated, or is cut off: as behind as one that is silent.
            watermarks.ReportSilence(head.Partition, head.Offset);
            Log.KeeperFailed(logger, error);
        }
    }
}
