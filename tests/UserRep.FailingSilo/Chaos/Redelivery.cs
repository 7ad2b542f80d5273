using System.Globalization;
using Orleans.Streams;
using UserRep.EventLog.Events;
using UserRep.Grains.Hosting;
using UserRep.Grains.Partitions;

namespace UserRep.FailingSilo.Chaos;

/// <summary>Puts everything that is in the log on its stream once more, the last pages first.</summary>
internal static class Redelivery
{
    private const int Page = 200;

    public static void MapRedelivery(this WebApplication app) => app.MapPost("/redeliver", RedeliverAsync).AllowAnonymous();

    /// <returns>How many events that was.</returns>
    private static async Task<int> RedeliverAsync(IEventLog log, IClusterClient client, CancellationToken cancellation)
    {
        int again = 0;
        foreach (PartitionHead head in await log.HeadsAsync(cancellation))
        {
            IReadOnlyList<LogEvent> all = await log.ReadPartitionAsync(head.Partition, 0, int.MaxValue, cancellation);
            StreamId id = StreamId.Create(EventPartitionGrain.StreamNamespace, head.Partition.ToString(CultureInfo.InvariantCulture));
            IAsyncStream<PartitionBatch> stream = client.GetStreamProvider(GrainsHosting.EventsName).GetStream<PartitionBatch>(id);
            foreach (LogEvent[] page in all.Chunk(Page).Reverse())
            {
                await stream.OnNextAsync(new PartitionBatch(page));
            }

            again += all.Count;
        }

        return again;
    }
}
