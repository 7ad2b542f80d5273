namespace UserRep.EventLog.Snapshots;

/// <summary>Keeps the newest snapshot of every user and feature space. Safe for use by several threads.</summary>
public interface ISnapshotStore : IAsyncDisposable
{
    /// <summary>
    /// Stores snapshots in one transaction. One whose position is not past the stored one's within the same epoch, or whose epoch is
    /// older, is ignored: a zombie cannot take a user back.
    /// </summary>
    /// <param name="snapshots">The snapshots; a user and feature space at most once.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many were stored.</returns>
    /// <exception cref="Events.EventLogException">The engine failed.</exception>
    Task<int> UpsertAsync(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellation);

    /// <summary>Reads the snapshots of many users in one feature space.</summary>
    /// <param name="featureSpace">The feature space.</param>
    /// <param name="userIds">The users.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Those that exist, in no order.</returns>
    Task<IReadOnlyList<Snapshot>> ReadAsync(string featureSpace, IReadOnlyList<string> userIds, CancellationToken cancellation);

    /// <summary>Removes all snapshots of a user.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many were removed.</returns>
    Task<int> RemoveUserAsync(string userId, CancellationToken cancellation);

    /// <summary>Removes one snapshot, unless a later one has taken its place.</summary>
    /// <param name="snapshot">The snapshot as it was read.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many were removed: 1 or 0.</returns>
    Task<int> RemoveAsync(Snapshot snapshot, CancellationToken cancellation);

    /// <summary>Removes snapshots of a feature space that is no longer served, some at a time: there may be millions.</summary>
    /// <param name="featureSpace">The feature space.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many were removed; fewer than asked for when none is left.</returns>
    Task<int> RemoveFeatureSpaceAsync(string featureSpace, int most, CancellationToken cancellation);
}
