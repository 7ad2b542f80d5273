using UserRep.Grains.Embeddings;
using UserRep.Grains.Encoding;
using UserRep.Grains.Parity;
using UserRep.Grains.Partitions;
using UserRep.Grains.Placement;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Vitals;

/// <summary>How this silo is doing. Asks nobody, but those who count here.</summary>
internal sealed class LocalVitals(
    VitalsRecorder recorder,
    EmbeddingTable table,
    VersionHost versions,
    ParityBook parity,
    EncoderPlaces places,
    PartitionWatermarks watermarks,
    PartitionOwners owners,
    ILocalSiloDetails local,
    TimeProvider time)
{
    /// <param name="sinceMs">Only samples after this moment.</param>
    public SiloVitals Read(long sinceMs) => new(
        local.SiloAddress.Endpoint.ToString(),
        recorder.StartedAtMs,
        recorder.Since(sinceMs),
        table.Users,
        table.Bytes,
        places.Waiting,
        [.. versions.Plan.Versions.Select(Encoder)],
        new Dictionary<string, string>(versions.Plan.Failures),
        [.. Enumerable.Range(0, watermarks.Partitions).Where(owners.IsHere).Select(Partition)],
        VectorAges.Of(table, versions.Plan.Current?.Version, time.GetUtcNow().ToUnixTimeMilliseconds()),
        Environment.WorkingSet,
        Environment.CpuUsage.TotalTime.TotalSeconds);

    private EncoderVitals Encoder(ServedVersion version)
    {
        ParityReport found = parity.Of(version.Version);
        return new EncoderVitals(version.Version, version.Batcher.Work.Vectors, version.Batcher.Work.Runs, version.Encoder.Waiting + version.Batcher.Waiting) { ParityChecked = found.Checked, ParityDifferent = found.Different };
    }

    private PartitionVitals Partition(int partition)
    {
        PartitionProgress? progress = watermarks.ProgressOf(partition);
        return new PartitionVitals(partition, watermarks.HeadOf(partition), watermarks.LagOf(partition), watermarks.IsBehind(partition), progress?.Parked ?? 0, progress?.Heals ?? 0);
    }
}
