using UserRep.EventLog.Events;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Intake;
using UserRep.Grains.Partitions;
using UserRep.Grains.Placement;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Status;

/// <summary>Gathers the numbers from those who count.</summary>
internal sealed class StatusReader(
    IEventLog log,
    EmbeddingTable table,
    VersionHost versions,
    PartitionWatermarks watermarks,
    WakeUpCaller wakeUps,
    PartitionOwners owners,
    PlacementMeter placed,
    UserLoader loader,
    UserReads reads) : IServiceStatus
{
    public async Task<ServiceStatus> ReadAsync(CancellationToken cancellation)
    {
        IReadOnlyList<PartitionHead> heads = await log.HeadsAsync(cancellation).ConfigureAwait(false);
        (long Vectors, long Runs)[] work = [.. versions.Plan.Versions.Select(v => v.Batcher.Work)];
        return new ServiceStatus(
            table.Users,
            table.Bytes,
            work.Sum(w => w.Vectors),
            work.Sum(w => w.Runs),
            wakeUps.NotSent,
            [.. heads.Select(Partition)],
            owners.Silos,
            placed.Home,
            placed.Away,
            placed.Messages,
            placed.States,
            loader.Loads,
            reads.Queries);
    }

    private PartitionStatus Partition(PartitionHead head) => watermarks.ProgressOf(head.Partition) is { } progress
        ? new PartitionStatus(head.Partition, head.Offset, progress.Completed, progress.Parked, progress.Heals)
        : new PartitionStatus(head.Partition, head.Offset, 0, 0, 0);
}
