using UserRep.EventLog.Partitions;

namespace UserRep.EventLog.Events;

/// <summary>The log as it is read. Safe for use by several threads. A row of which something cannot be read is no error: see <see cref="LogEvent.Damage"/>.</summary>
public interface IEventLogReader : IAsyncDisposable
{
    /// <summary>Gets the partitions, fixed for the life of the log.</summary>
    PartitionMap Partitions { get; }

    /// <summary>Gets the epoch: raised when an older copy of the log was restored. Positions and snapshots of another epoch are void.</summary>
    long Epoch { get; }

    /// <summary>Reads a partition in offset order, tombstones included.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="afterOffset">Only events past this offset.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The events; empty at the head.</returns>
    Task<IReadOnlyList<LogEvent>> ReadPartitionAsync(int partition, long afterOffset, int limit, CancellationToken cancellation);

    /// <summary>Reads the same events, but of each only whose it is and when it was received: an engine may be faster at that.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="afterOffset">Only events past this offset.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Their headers, tombstones' included; empty at the head.</returns>
    async Task<IReadOnlyList<EventHeader>> ReadHeadersAsync(int partition, long afterOffset, int limit, CancellationToken cancellation)
    {
        // In the caller's own context: a log that has nothing faster to offer leaves it no more than the reading itself does.
        IReadOnlyList<LogEvent> events = await ReadPartitionAsync(partition, afterOffset, limit, cancellation).ConfigureAwait(true);
        return [.. events.Select(EventHeader.Of)];
    }

    /// <summary>Reads one user's events in offset order. Tombstones belong to nobody and are left out.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="afterOffset">Only events past this offset.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The events; empty if there are none past the offset.</returns>
    Task<IReadOnlyList<LogEvent>> ReadUserAsync(string userId, long afterOffset, int limit, CancellationToken cancellation);

    /// <summary>Reads events of many users in one query, each past an offset of its own.</summary>
    /// <param name="users">The users; one may be there more than once.</param>
    /// <param name="limit">At most so many events of each.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Per user, in the same order, what <see cref="ReadUserAsync"/> gives.</returns>
    Task<IReadOnlyList<IReadOnlyList<LogEvent>>> ReadUsersAsync(IReadOnlyList<UserTail> users, int limit, CancellationToken cancellation);

    /// <summary>Whether the user has an event at an offset: what tells a good snapshot from one that was left over.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="offset">The offset.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether there is one.</returns>
    Task<bool> ContainsAsync(string userId, long offset, CancellationToken cancellation);

    /// <summary>The heads of all partitions.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>One per partition, in order.</returns>
    Task<IReadOnlyList<PartitionHead>> HeadsAsync(CancellationToken cancellation);
}
