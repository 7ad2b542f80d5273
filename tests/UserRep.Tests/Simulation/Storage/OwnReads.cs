using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Users;

namespace UserRep.Tests.Simulation.Storage;

/// <summary>Each user's own queries: those that are shared leave the thread.</summary>
internal sealed class OwnReads(IEventLog log, ISnapshotStore snapshots) : IUserReads
{
    public async Task<Snapshot?> SnapshotAsync(string space, string userId, CancellationToken cancellation) => (await snapshots.ReadAsync(space, [userId], cancellation)).SingleOrDefault();

    public Task<IReadOnlyList<LogEvent>> TailAsync(string userId, long afterOffset, CancellationToken cancellation) => log.ReadUserAsync(userId, afterOffset, UserReads.TailEvents, cancellation);
}
