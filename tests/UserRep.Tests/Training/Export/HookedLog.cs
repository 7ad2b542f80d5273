using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;

namespace UserRep.Tests.Training.Export;

/// <summary>A log at which something happens before its n-th page is read.</summary>
internal sealed class HookedLog(IEventLogReader log, int page, Func<Task> happen) : IEventLogReader
{
    private int _pages;

    public PartitionMap Partitions => log.Partitions;

    public long Epoch => log.Epoch;

    public bool HasHappened => _pages >= page;

    public async Task<IReadOnlyList<LogEvent>> ReadPartitionAsync(int partition, long afterOffset, int limit, CancellationToken cancellation)
    {
        if (++_pages == page)
        {
            await happen();
        }

        return await log.ReadPartitionAsync(partition, afterOffset, limit, cancellation);
    }

    public Task<IReadOnlyList<LogEvent>> ReadUserAsync(string userId, long afterOffset, int limit, CancellationToken cancellation) =>
        log.ReadUserAsync(userId, afterOffset, limit, cancellation);

    public Task<IReadOnlyList<IReadOnlyList<LogEvent>>> ReadUsersAsync(IReadOnlyList<UserTail> users, int limit, CancellationToken cancellation) =>
        log.ReadUsersAsync(users, limit, cancellation);

    public Task<bool> ContainsAsync(string userId, long offset, CancellationToken cancellation) => log.ContainsAsync(userId, offset, cancellation);

    public Task<IReadOnlyList<PartitionHead>> HeadsAsync(CancellationToken cancellation) => log.HeadsAsync(cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
