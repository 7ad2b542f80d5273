using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Snapshots;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>The log as a loader sees it that looks whether the snapshot's event is there, and takes what came after it to be delivered.</summary>
internal sealed class TaillessLog(IEventLog log) : IEventLog
{
    public PartitionMap Partitions => log.Partitions;

    public long Epoch => log.Epoch;

    public async Task<IReadOnlyList<LogEvent>> ReadUserAsync(string userId, long afterOffset, int limit, CancellationToken cancellation) =>
        [.. (await log.ReadUserAsync(userId, afterOffset, limit, cancellation)).Where(e => afterOffset > 0 && e.Offset == afterOffset + 1)];

    public async Task<IReadOnlyList<IReadOnlyList<LogEvent>>> ReadUsersAsync(IReadOnlyList<UserTail> users, int limit, CancellationToken cancellation)
    {
        List<IReadOnlyList<LogEvent>> all = [];
        foreach (UserTail user in users)
        {
            all.Add(await ReadUserAsync(user.UserId, user.AfterOffset, limit, cancellation));
        }

        return all;
    }

    public Task<IReadOnlyList<LogEvent>> ReadPartitionAsync(int partition, long afterOffset, int limit, CancellationToken cancellation) =>
        log.ReadPartitionAsync(partition, afterOffset, limit, cancellation);

    public Task<bool> ContainsAsync(string userId, long offset, CancellationToken cancellation) => log.ContainsAsync(userId, offset, cancellation);

    public Task<IReadOnlyList<PartitionHead>> HeadsAsync(CancellationToken cancellation) => log.HeadsAsync(cancellation);

    public Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation) => log.AppendAsync(events, cancellation);

    public Task<long> EraseUserAsync(string userId, CancellationToken cancellation) => log.EraseUserAsync(userId, cancellation);

    public Task<long> PruneAsync(PruneRequest request, ISnapshotStore snapshots, CancellationToken cancellation) => log.PruneAsync(request, snapshots, cancellation);

    public Task<long> RaiseEpochAsync(CancellationToken cancellation) => log.RaiseEpochAsync(cancellation);

    public ValueTask DisposeAsync() => log.DisposeAsync();
}
