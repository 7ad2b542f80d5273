using System.Globalization;
using UserRep.EventLog.Events;
using UserRep.Grains.Hosting;
using UserRep.Grains.Partitions;

namespace UserRep.FailingSilo.Chaos;

/// <summary>The log; what was appended some time ago is put on its stream once more, in any order, as if it were new.</summary>
internal sealed class EchoingLog(IEventLog log, IServiceProvider services, Random random) : PassingLog(log)
{
    private const int Kept = 200;

    private readonly List<LogEvent> _past = [];

    public override async Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        IReadOnlyList<AppendResult> results = await base.AppendAsync(events, cancellation);
        foreach (IGrouping<int, LogEvent> partition in Echoes(events, results).GroupBy(e => e.Partition))
        {
            StreamId id = StreamId.Create(EventPartitionGrain.StreamNamespace, partition.Key.ToString(CultureInfo.InvariantCulture));
            _ = services.GetRequiredService<IClusterClient>().GetStreamProvider(GrainsHosting.EventsName).GetStream<PartitionBatch>(id).OnNextAsync(new PartitionBatch([.. partition]))
                .ContinueWith(_ => { }, TaskScheduler.Default);
        }

        return results;
    }

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
