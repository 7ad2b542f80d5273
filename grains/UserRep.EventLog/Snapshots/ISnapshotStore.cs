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

    /// <summary>Removes all snapshots of a feature space that is no longer served.</summary>
    /// <param name="featureSpace">The feature space.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many were removed.</returns>
    Task<int> RemoveFeatureSpaceAsync(string featureSpace, CancellationToken cancellation);
}
