using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Snapshots;

namespace UserRep.Tests.Simulation.Storage;

/// <summary>The simulated log for callers in any thread.</summary>
internal sealed class CalmLog(CalmDatabase database, SimulatedLog log) : IEventLog
{
    public PartitionMap Partitions => log.Partitions;

    public long Epoch => log.Epoch;

    public Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation) => database.AskAsync(() => log.AppendAsync(events, cancellation));

    public Task<IReadOnlyList<LogEvent>> ReadPartitionAsync(int partition, long afterOffset, int limit, CancellationToken cancellation) =>
        database.AskAsync(() => log.ReadPartitionAsync(partition, afterOffset, limit, cancellation));

    public Task<IReadOnlyList<LogEvent>> ReadUserAsync(string userId, long afterOffset, int limit, CancellationToken cancellation) =>
        database.AskAsync(() => log.ReadUserAsync(userId, afterOffset, limit, cancellation));

    public Task<IReadOnlyList<IReadOnlyList<LogEvent>>> ReadUsersAsync(IReadOnlyList<UserTail> users, int limit, CancellationToken cancellation) =>
        database.AskAsync(() => log.ReadUsersAsync(users, limit, cancellation));

    public Task<bool> ContainsAsync(string userId, long offset, CancellationToken cancellation) => database.AskAsync(() => log.ContainsAsync(userId, offset, cancellation));

    public Task<IReadOnlyList<PartitionHead>> HeadsAsync(CancellationToken cancellation) => database.AskAsync(() => log.HeadsAsync(cancellation));

    public Task<long> EraseUserAsync(string userId, CancellationToken cancellation) => database.AskAsync(() => log.EraseUserAsync(userId, cancellation));

    public Task<long> PruneAsync(PruneRequest request, ISnapshotStore snapshots, CancellationToken cancellation) => database.AskAsync(() => log.PruneAsync(request, snapshots, cancellation));

    public Task<long> RaiseEpochAsync(CancellationToken cancellation) => database.AskAsync(() => log.RaiseEpochAsync(cancellation));

    public ValueTask DisposeAsync() => log.DisposeAsync();
}
