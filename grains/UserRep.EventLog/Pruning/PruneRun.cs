using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;

namespace UserRep.EventLog.Pruning;

/// <summary>Goes through all users of a log, a few at a time, and has removed what their snapshots cover.</summary>
internal static class PruneRun
{
    private const int Page = 500;

    /// <param name="request">What may go.</param>
    /// <param name="snapshots">Where the snapshots are.</param>
    /// <param name="epoch">The log's epoch; snapshots of another one cover nothing.</param>
    /// <param name="usersAfter">Lists the users past a key, in the keys' order, at most so many.</param>
    /// <param name="remove">Removes events of some users, and says how many.</param>
    /// <param name="cancellation">Stops between pages.</param>
    /// <returns>How many events were removed.</returns>
    public static async Task<long> RunAsync(
        PruneRequest request,
        ISnapshotStore snapshots,
        long epoch,
        Func<long, int, Task<IReadOnlyList<LoggedUser>>> usersAfter,
        Func<IReadOnlyList<CoveredUser>, Task<long>> remove,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(snapshots);
        ArgumentOutOfRangeException.ThrowIfZero(request.LiveFeatureSpaces.Count, nameof(request));
        long removed = 0;
        long afterKey = 0;
        while (true)
        {
            IReadOnlyList<LoggedUser> users = await usersAfter(afterKey, Page).ConfigureAwait(false);
            if (users.Count == 0)
            {
                return removed;
            }

            IReadOnlyDictionary<string, long> positions = await SnapshotCover.OfAsync(
                snapshots, request.LiveFeatureSpaces, epoch, [.. users.Select(u => u.UserId)], cancellation).ConfigureAwait(false);
            CoveredUser[] covered = [.. users.Where(u => positions.ContainsKey(u.UserId)).Select(u => new CoveredUser(u, positions[u.UserId]))];
            removed += covered.Length == 0 ? 0 : await remove(covered).ConfigureAwait(false);
            afterKey = users[^1].Key;
        }
    }
}
