using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UserRep.EventLog.Events;
using UserRep.Grains.Hosting;
using UserRep.Grains.Partitions;

namespace UserRep.Grains.Intake;

/// <summary>
/// Puts committed events on their partitions' streams, in offset order as far as they are at hand. A wake-up that cannot be sent is
/// counted and let go: the partition finds the events in the log.
/// </summary>
internal sealed class WakeUpCaller(IClusterClient cluster, ILogger<WakeUpCaller> logger) : BackgroundService
{
    private const int MaxWaiting = 50_000;
    private const int MaxBatch = 5_000;

    private readonly Channel<LogEvent> _committed = Channel.CreateBounded<LogEvent>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private long _notSent;

    /// <summary>Gets how many wake-ups were not sent.</summary>
    public long NotSent => Interlocked.Read(ref _notSent);

    public void Committed(LogEvent e) => _committed.Writer.TryWrite(e);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<LogEvent> events = [];
        try
        {
            while (await _committed.Reader.WaitToReadAsync(stoppingToken).ConfigureAwait(false))
            {
                while (events.Count < MaxBatch && _committed.Reader.TryRead(out LogEvent? e))
                {
                    events.Add(e);
                }

                await Task.WhenAll(events.GroupBy(e => e.Partition).Select(p => SendAsync(p.Key, [.. p.OrderBy(e => e.Offset)]))).ConfigureAwait(false);
                events.Clear();
            }
        }
        catch (OperationCanceledException)
        {
            // The silo is stopping.
        }
    }

    private async Task SendAsync(int partition, LogEvent[] events)
    {
        try
        {
            StreamId id = StreamId.Create(EventPartitionGrain.StreamNamespace, partition.ToString(CultureInfo.InvariantCulture));
            await cluster.GetStreamProvider(GrainsHosting.EventsName).GetStream<PartitionBatch>(id).OnNextAsync(new PartitionBatch(events)).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Interlocked.Increment(ref _notSent);
            Log.WakeUpNotSent(logger, partition, error);
        }
    }
}
