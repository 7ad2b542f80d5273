using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Snapshots;

namespace UserRep.Tests.Grains.Hosting;

/// <summary>A log in front of which a test can stop what goes on, to force an order.</summary>
internal sealed class GatedLog(IEventLog log) : IEventLog
{
    public PartitionMap Partitions => log.Partitions;

    public long Epoch => log.Epoch;

    /// <summary>Gets or sets what happens after a user's events were read and before they are given out.</summary>
    public Func<string, Task>? UserWasRead { get; set; }

    /// <summary>Gets or sets what happens before it is told whether an event is there.</summary>
    public Action? IsAsked { get; set; }

    public async Task<IReadOnlyList<LogEvent>> ReadUserAsync(string userId, long afterOffset, int limit, CancellationToken cancellation)
    {
        IReadOnlyList<LogEvent> events = await log.ReadUserAsync(userId, afterOffset, limit, cancellation);
        await (UserWasRead?.Invoke(userId) ?? Task.CompletedTask);
        return events;
    }

    public async Task<IReadOnlyList<IReadOnlyList<LogEvent>>> ReadUsersAsync(IReadOnlyList<UserTail> users, int limit, CancellationToken cancellation)
    {
        IReadOnlyList<IReadOnlyList<LogEvent>> events = await log.ReadUsersAsync(users, limit, cancellation);
        foreach (UserTail user in users)
        {
            await (UserWasRead?.Invoke(user.UserId) ?? Task.CompletedTask);
        }

        return events;
    }

    public Task<IReadOnlyList<LogEvent>> ReadPartitionAsync(int partition, long afterOffset, int limit, CancellationToken cancellation) =>
        log.ReadPartitionAsync(partition, afterOffset, limit, cancellation);

    public async Task<bool> ContainsAsync(string userId, long offset, CancellationToken cancellation)
    {
        IsAsked?.Invoke();
        return await log.ContainsAsync(userId, offset, cancellation);
    }

    public Task<IReadOnlyList<PartitionHead>> HeadsAsync(CancellationToken cancellation) => log.HeadsAsync(cancellation);

    public Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation) => log.AppendAsync(events, cancellation);

    public Task<long> EraseUserAsync(string userId, CancellationToken cancellation) => log.EraseUserAsync(userId, cancellation);

    public Task<long> PruneAsync(PruneRequest request, ISnapshotStore snapshots, CancellationToken cancellation) => log.PruneAsync(request, snapshots, cancellation);

    public Task<long> RaiseEpochAsync(CancellationToken cancellation) => log.RaiseEpochAsync(cancellation);

    public ValueTask DisposeAsync() => log.DisposeAsync();
}
