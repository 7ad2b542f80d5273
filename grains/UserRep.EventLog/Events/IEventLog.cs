using UserRep.EventLog.Snapshots;

namespace UserRep.EventLog.Events;

/// <summary>
/// The durable log of events: the one truth about users. Per partition, offsets are dense and commit order is offset order. Safe for
/// use by several threads, and on engines that allow it by several processes.
/// </summary>
public interface IEventLog : IEventLogReader
{
    /// <summary>Appends events, all or none, in one transaction; returns when it is durable.</summary>
    /// <param name="events">The events, of any users; at least one. Events of one user keep their order.</param>
    /// <param name="cancellation">Gives up waiting; the outcome is then unknown, and sending again is safe.</param>
    /// <returns>Per event, in the same order, where it is.</returns>
    /// <exception cref="EventLogBusyException">Too much is waiting already; nothing was written.</exception>
    /// <exception cref="EventLogException">The engine failed; <see cref="EventLogException.OutcomeUnknown"/> tells whether it may have been written.</exception>
    Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation);

    /// <summary>Turns a user's events into tombstones, overwriting what they said; a returning user starts anew.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many events were erased.</returns>
    Task<long> EraseUserAsync(string userId, CancellationToken cancellation);

    /// <summary>Removes old events that snapshots of every live feature space cover; see <see cref="PruneRequest"/>.</summary>
    /// <param name="request">What may go.</param>
    /// <param name="snapshots">Where the snapshots are that stand in for what goes.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <returns>How many events were removed.</returns>
    Task<long> PruneAsync(PruneRequest request, ISnapshotStore snapshots, CancellationToken cancellation);

    /// <summary>Raises the epoch, as must be done after an older copy of the log was restored.</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The new epoch.</returns>
    Task<long> RaiseEpochAsync(CancellationToken cancellation);
}
