using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;

namespace UserRep.Grains.Users;

/// <summary>What this silo reads of users who come into memory. After a restart they all come at once, and share queries.</summary>
internal sealed class UserReads(IEventLog log, ISnapshotStore snapshots, LoadingOptions options) : IUserReads
{
    /// <summary>How many events of a user are read together with those of others; whoever has more goes on alone.</summary>
    public const int TailEvents = 100;

    private readonly SharedQueries<(string Space, string UserId), Snapshot?> _snapshots =
        new(options.MaxQueries, options.MaxUsers, users => FindAsync(snapshots, users));

    private readonly SharedQueries<UserTail, IReadOnlyList<LogEvent>> _tails =
        new(options.MaxQueries, options.MaxUsers, users => log.ReadUsersAsync(users, TailEvents, CancellationToken.None));

    /// <summary>Gets how many queries there have been.</summary>
    public long Queries => _snapshots.Count + _tails.Count;

    /// <inheritdoc/>
    public Task<Snapshot?> SnapshotAsync(string space, string userId, CancellationToken cancellation) => _snapshots.ReadAsync((space, userId), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEvent>> TailAsync(string userId, long afterOffset, CancellationToken cancellation) => _tails.ReadAsync(new UserTail(userId, afterOffset), cancellation);

    private static async Task<IReadOnlyList<Snapshot?>> FindAsync(ISnapshotStore snapshots, IReadOnlyList<(string Space, string UserId)> users)
    {
        Dictionary<(string Space, string UserId), Snapshot> found = [];
        foreach (IGrouping<string, string> space in users.Distinct().GroupBy(u => u.Space, u => u.UserId, StringComparer.Ordinal))
        {
            foreach (Snapshot snapshot in await snapshots.ReadAsync(space.Key, [.. space], CancellationToken.None).ConfigureAwait(false))
            {
                found.Add((space.Key, snapshot.UserId), snapshot);
            }
        }

        return [.. users.Select(user => found.GetValueOrDefault(user))];
    }
}
