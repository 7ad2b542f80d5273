using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Snapshots;

namespace UserRep.FailingSilo;

/// <summary>The log with a failpoint before and after an append is committed, the caller not having heard of it.</summary>
internal sealed class KillingLog(IEventLog log, Failpoint failpoint) : IEventLog
{
    public PartitionMap Partitions => log.Partitions;

    public long Epoch => log.Epoch;

    public async Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        failpoint.Hit("append.before-commit");
        IReadOnlyList<AppendResult> results = await log.AppendAsync(events, cancellation);
        failpoint.Hit("append.after-commit");
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
}
