using System.Globalization;
using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Hosting;
using UserRep.Grains.Partitions;

namespace UserRep.FailingSilo.Chaos;

/// <summary>The log; what was appended some time ago is put on its stream once more, in any order, as if it were new.</summary>
internal sealed class EchoingLog(IEventLog log, IServiceProvider services, Random random) : IEventLog
{
    private const int Kept = 200;

    private readonly List<LogEvent> _past = [];

    public PartitionMap Partitions => log.Partitions;

    public long Epoch => log.Epoch;

    public async Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        IReadOnlyList<AppendResult> results = await log.AppendAsync(events, cancellation);
        foreach (IGrouping<int, LogEvent> partition in Echoes(events, results).GroupBy(e => e.Partition))
        {
            StreamId id = StreamId.Create(EventPartitionGrain.StreamNamespace, partition.Key.ToString(CultureInfo.InvariantCulture));
            _ = services.GetRequiredService<IClusterClient>().GetStreamProvider(GrainsHosting.EventsName).GetStream<PartitionBatch>(id).OnNextAsync(new PartitionBatch([.. partition]))
                .ContinueWith(_ => { }, TaskScheduler.Default);
        }

        return results;
    }

    public Task<long> EraseUserAsync(string userId, CancellationToken cancellation) => log.EraseUserAsync(userId, cancellation);

    public Task<long> PruneAsync(PruneRequest request, ISnapshotStore snapshots, CancellationToken cancellation) => log.PruneAsync(request, snapshots, cancellation);

    public Task<long> RaiseEpochAsync(CancellationToken cancellation) => log.RaiseEpochAsync(cancellation);

    public Task<IReadOnlyList<LogEvent>> ReadPartitionAsync(int partition, long afterOffset, int limit, CancellationToken cancellation) => log.ReadPartitionAsync(partition, afterOffset, limit, cancellation);

    public Task<IReadOnlyList<LogEvent>> ReadUserAsync(string userId, long afterOffset, int limit, CancellationToken cancellation) => log.ReadUserAsync(userId, afterOffset, limit, cancellation);

    public Task<bool> ContainsAsync(string userId, long offset, CancellationToken cancellation) => log.ContainsAsync(userId, offset, cancellation);

    public Task<IReadOnlyList<PartitionHead>> HeadsAsync(CancellationToken cancellation) => log.HeadsAsync(cancellation);

    public ValueTask DisposeAsync() => log.DisposeAsync();

    private List<LogEvent> Echoes(IReadOnlyList<NewEvent> events, IReadOnlyList<AppendResult> results)
    {
        lock (_past)
        {
            _past.AddRange(events.Select((e, i) => new LogEvent { Partition = results[i].Partition, Offset = results[i].Offset, Prev = results[i].Prev, Event = e }));
            List<LogEvent> echoes = [.. _past.Where(_ => random.Next(20) == 0)];
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(echoes));
            _past.RemoveRange(0, Math.Max(0, _past.Count - Kept));
            return echoes;
        }
    }
}
