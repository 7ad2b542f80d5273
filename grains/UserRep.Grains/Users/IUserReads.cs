using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;

namespace UserRep.Grains.Users;

/// <summary>What is read of users who come into memory.</summary>
internal interface IUserReads
{
    /// <summary>A user's snapshot; null if there is none.</summary>
    Task<Snapshot?> SnapshotAsync(string space, string userId, CancellationToken cancellation);

    /// <summary>A user's events past an offset, <see cref="UserReads.TailEvents"/> at most; what was in the log when it was asked for is among them.</summary>
    Task<IReadOnlyList<LogEvent>> TailAsync(string userId, long afterOffset, CancellationToken cancellation);
}
