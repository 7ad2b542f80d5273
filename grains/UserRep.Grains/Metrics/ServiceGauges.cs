using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Encoding;
using UserRep.Grains.Heap;
using UserRep.Grains.Intake;
using UserRep.Grains.Partitions;
using UserRep.Grains.Placement;
using UserRep.Grains.Reading;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Metrics;

/// <summary>What others hold or count anyway, looked at when the metrics are asked for. Asks neither the log nor another silo.</summary>
internal sealed class ServiceGauges(
    ServiceMeter service,
    EmbeddingTable table,
    MemoryRoom room,
    VersionHost versions,
    EncoderPlaces places,
    ReadMeter reads,
    PartitionWatermarks watermarks,
    PartitionOwners owners,
    PlacementMeter placed,
    DamagedEvents damaged,
    WakeUpCaller wakeUps) : IHostedService
{
    /// <summary>Earlier there may be no membership to look at.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        service.Begin();
        Meter meter = service.Meter;
        meter.CreateObservableGauge("userrep.users.live", () => table.Users, "{user}", "Users in this silo's memory.");
        meter.CreateObservableGauge("userrep.memory.full", () => room.HasRoom ? 0 : 1, description: "1 while there is no room in memory for more users, and whoever is not in it is not fetched for events.");
        meter.CreateObservableGauge("userrep.vectors.size", () => table.Bytes, "By", "Memory of their packed vectors.");
        meter.CreateObservableGauge("userrep.versions.served", () => versions.Plan.Versions.Count, "{version}", "Versions that this silo serves.");
        meter.CreateObservableGauge("userrep.versions.failed", () => versions.Plan.Failures.Count, "{version}", "Versions that this silo is to serve and cannot.");
        meter.CreateObservableGauge("userrep.encode.queue", Queue, "{user}", "Users whose vector waits to be computed, for a place or for a model.");
        meter.CreateObservableCounter("userrep.reads.vectors", Reads, "{vector}", "Vectors asked for here, by what became of them.");
        meter.CreateObservableCounter("userrep.reads.messages", () => placed.Messages, "{message}", "Messages in which reads asked other silos.");
        meter.CreateObservableGauge("userrep.partition.lag", () => OfPartitions(partition => watermarks.LagOf(partition)), "{event}", "Events of a partition that runs here that are not yet in their users' states, nor left to the log for users who are in memory nowhere.");
        meter.CreateObservableGauge("userrep.partition.parked", () => OfPartitions(partition => watermarks.ProgressOf(partition)?.Parked), "{user}", "Users of a partition that runs here who could not take events in and are tried again.");
        meter.CreateObservableCounter("userrep.partition.heals", () => OfPartitions(partition => watermarks.ProgressOf(partition)?.Heals), "{heal}", "Deliveries that were missing, so that the log was read instead.");
        meter.CreateObservableCounter("userrep.log.damaged", () => damaged.Met, "{event}", "Events of the log met here that cannot be read and are passed over.");
        meter.CreateObservableCounter("userrep.wake_ups.not_sent", () => wakeUps.NotSent, "{message}", "Wake-ups that could not be sent; their events are found in the log.");
        meter.CreateObservableGauge("userrep.silos", () => owners.Silos, "{silo}", "Silos that this one shares the partitions with, itself included.");
        meter.CreateObservableCounter("userrep.slices.applied", Slices, "{slice}", "Deliveries of events that users here took in, by whether their partition runs here.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private long Queue() => places.Waiting + versions.Plan.Versions.Sum(v => (long)v.Encoder.Waiting + v.Batcher.Waiting);

    private IEnumerable<Measurement<long>> Reads() =>
    [
        Labelled(reads.Of(Freshness.Fresh), "freshness", "fresh"),
        Labelled(reads.Of(Freshness.Stale), "freshness", "stale"),
        Labelled(reads.Of(Freshness.Cold), "freshness", "cold"),
        Labelled(reads.Failed, "freshness", "none"),
    ];

    private IEnumerable<Measurement<long>> Slices() => [Labelled(placed.Home, "place", "home"), Labelled(placed.Away, "place", "away")];

    /// <summary>Only of those that run here, so that the silos' numbers can be added.</summary>
    private IEnumerable<Measurement<long>> OfPartitions(Func<int, long?> number)
    {
        for (int partition = 0; partition < watermarks.Partitions; partition++)
        {
            if (owners.IsHere(partition) && number(partition) is { } known)
            {
                yield return Labelled(known, "partition", partition.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static Measurement<long> Labelled(long value, string label, string text) => new(value, new KeyValuePair<string, object?>(label, text));
}
