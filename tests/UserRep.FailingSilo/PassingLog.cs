using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Snapshots;

namespace UserRep.FailingSilo;

/// <summary>A log that passes everything on to another.</summary>
internal abstract class PassingLog(IEventLog log) : IEventLog
{
    public PartitionMap Partitions => log.Partitions;

    public long Epoch => log.Epoch;

    public virtual Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation) => log.AppendAsync(events, cancellation);

    public Task<long> EraseUserAsync(string userId, CancellationToken cancellation) => log.EraseUserAsync(userId, cancellation);

    public Task<long> PruneAsync(PruneRequest request, ISnapshotStore snapshots, CancellationToken cancellation) => log.PruneAsync(request, snapshots, cancellation);

    public Task<long> RaiseEpochAsync(CancellationToken cancellation) => log.RaiseEpochAsync(cancellation);

    public Task<IReadOnlyList<LogEvent>> ReadPartitionAsync(int partition, long afterOffset, int limit, CancellationToken cancellation) => log.ReadPartitionAsync(partition, afterOffset, limit, cancellation);

    public Task<IReadOnlyList<EventHeader>> ReadHeadersAsync(int partition, long afterOffset, int limit, CancellationToken cancellation) => log.ReadHeadersAsync(partition, afterOffset, limit, cancellation);

    public virtual Task<IReadOnlyList<LogEvent>> ReadUserAsync(string userId, long afterOffset, int limit, CancellationToken cancellation) => log.ReadUserAsync(userId, afterOffset, limit, cancellation);

    public virtual Task<IReadOnlyList<IReadOnlyList<LogEvent>>> ReadUsersAsync(IReadOnlyList<UserTail> users, int limit, CancellationToken cancellation) => log.ReadUsersAsync(users, limit, cancellation);

    public virtual Task<bool> ContainsAsync(string userId, long offset, CancellationToken cancellation) => log.ContainsAsync(userId, offset, cancellation);

    public virtual Task<IReadOnlyList<PartitionHead>> HeadsAsync(CancellationToken cancellation) => log.HeadsAsync(cancellation);

    public ValueTask DisposeAsync() => log.DisposeAsync();
}
