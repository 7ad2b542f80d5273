using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UserRep.EventLog.Events;

namespace UserRep.Grains.Partitions;

/// <summary>
/// Keeps all partitions alive, whatever happened to the silo they were on, and tells them how far the log is, so that a delivery that was
/// lost is made up for within a poll.
/// </summary>
internal sealed class PartitionKeeper(
    IEventLog log, IGrainFactory grains, PartitionWatermarks watermarks, TimeProvider time, ILogger<PartitionKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                IReadOnlyList<PartitionHead> heads = await log.HeadsAsync(stoppingToken).ConfigureAwait(false);
                await Task.WhenAll(heads.Select(WakeAsync)).WaitAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Log.KeeperFailed(logger, error);
            }

            await Task.Delay(_interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WakeAsync(PartitionHead head)
    {
        IEventPartitionGrain grain = grains.GetGrain<IEventPartitionGrain>(head.Partition.ToString(CultureInfo.InvariantCulture));
        watermarks.Report(head.Partition, head.Offset, await grain.WakeAsync(head.Offset).ConfigureAwait(false));
    }
}
