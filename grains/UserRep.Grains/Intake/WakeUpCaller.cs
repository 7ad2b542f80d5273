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
internal sealed class WakeUpCaller : BackgroundService
{
    /// <summary>How many events wait at most; the oldest are let go then.</summary>
    public const int MaxWaiting = 50_000;

    private const int MaxBatch = 5_000;

    /// <summary>By then the partition has found the events in the log; the wake-ups of others are not to wait for it.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    private readonly IClusterClient _cluster;
    private readonly TimeProvider _time;
    private readonly ILogger<WakeUpCaller> _logger;
    private readonly Channel<LogEvent> _committed;
    private long _notSent;

    public WakeUpCaller(IClusterClient cluster, TimeProvider time, ILogger<WakeUpCaller> logger)
    {
        (_cluster, _time, _logger) = (cluster, time, logger);
        _committed = Channel.CreateBounded<LogEvent>(
            new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _notSent));
    }

    /// <summary>Gets how many wake-ups were not sent.</summary>
    public long NotSent => Interlocked.Read(ref _notSent);

    public void Committed(LogEvent e) => _committed.Writer.TryWrite(e);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<LogEvent> events = [];
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

    private async Task SendAsync(int partition, LogEvent[] events)
    {
        try
        {
            StreamId id = StreamId.Create(EventPartitionGrain.StreamNamespace, partition.ToString(CultureInfo.InvariantCulture));
            Task sent = _cluster.GetStreamProvider(GrainsHosting.EventsName).GetStream<PartitionBatch>(id).OnNextAsync(new PartitionBatch(events));
            await sent.WaitAsync(_patience, _time).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Interlocked.Increment(ref _notSent);
            Log.WakeUpNotSent(_logger, partition, error);
        }
    }
}
