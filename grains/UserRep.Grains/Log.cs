using Microsoft.Extensions.Logging;

namespace UserRep.Grains;

/// <summary>What the grains say. Users are never named: an id may be personal.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Warning, "A snapshot is damaged; the user is built from the log.")]
    public static partial void SnapshotDamaged(ILogger logger, Exception error);

    [LoggerMessage(1002, LogLevel.Debug, "A snapshot at {Position} is void: the log has no such event of the user.")]
    public static partial void SnapshotVoid(ILogger logger, long position);

    [LoggerMessage(1003, LogLevel.Warning, "{Count} snapshots could not be stored; the log has everything, and they are taken again after more events.")]
    public static partial void SnapshotsNotStored(ILogger logger, int count, Exception error);

    [LoggerMessage(1004, LogLevel.Warning, "A vector of version {Version} could not be computed; it is tried again in {Seconds} s.")]
    public static partial void EncodingFailed(ILogger logger, string version, double seconds, Exception error);

    [LoggerMessage(1005, LogLevel.Warning, "The snapshots were damaged and are now {File}; users are built from the log.")]
    public static partial void SnapshotsMovedAside(ILogger logger, string file);

    [LoggerMessage(1007, LogLevel.Warning, "This silo stops and {Count} snapshots were not stored; the log has everything, and their users take longer to come to memory.")]
    public static partial void SnapshotsLeftBehind(ILogger logger, int count);

    [LoggerMessage(1008, LogLevel.Warning, "Snapshots could not be written for once; tried again soon.")]
    public static partial void SnapshotsNotWritten(ILogger logger, Exception error);

    [LoggerMessage(1006, LogLevel.Warning, "A snapshot that is void could not be removed; it is passed over, and removed when its user is next loaded, unless a later one takes its place.")]
    public static partial void SnapshotNotRemoved(ILogger logger, Exception error);

    [LoggerMessage(1101, LogLevel.Warning, "Partition {Partition}: a user cannot take events in; parked, tried again in {Seconds} s.")]
    public static partial void UserParked(ILogger logger, int partition, double seconds, Exception error);

    [LoggerMessage(1105, LogLevel.Error, "Partition {Partition}, offset {Offset}: the row of the log is damaged ({Damage}); the event is passed over, and says nothing in its user's vector.")]
    public static partial void EventDamaged(ILogger logger, int partition, long offset, string damage);

    [LoggerMessage(1102, LogLevel.Warning, "Partition {Partition} cannot be read; tried again soon.")]
    public static partial void PartitionNotRead(ILogger logger, int partition, Exception error);

    [LoggerMessage(1103, LogLevel.Warning, "The checkpoint of partition {Partition} could not be stored; after a restart some events are looked at again.")]
    public static partial void CheckpointNotStored(ILogger logger, int partition, Exception error);

    [LoggerMessage(1104, LogLevel.Warning, "The partitions could not be looked after; tried again soon.")]
    public static partial void KeeperFailed(ILogger logger, Exception error);

    [LoggerMessage(1106, LogLevel.Warning, "There is no room in memory for more users, {Percent} % of the heap is in use: whoever is not in memory is not fetched for events, and is read more slowly.")]
    public static partial void NoRoom(ILogger logger, int percent);

    [LoggerMessage(1201, LogLevel.Debug, "A wake-up for partition {Partition} was not sent; it will find the events in the log.")]
    public static partial void WakeUpNotSent(ILogger logger, int partition, Exception error);

    [LoggerMessage(1301, LogLevel.Information, "Version {Version} is served: {Dimension} numbers, {Items} items.")]
    public static partial void VersionServed(ILogger logger, string version, int dimension, int items);

    [LoggerMessage(1302, LogLevel.Error, "Version {Version} cannot be served.")]
    public static partial void VersionNotServed(ILogger logger, string version, Exception error);

    [LoggerMessage(1303, LogLevel.Warning, "The list of versions could not be read; tried again soon.")]
    public static partial void CatalogNotRead(ILogger logger, Exception error);

    [LoggerMessage(1304, LogLevel.Information, "Version {Version} is current.")]
    public static partial void VersionCurrent(ILogger logger, string version);

    [LoggerMessage(1305, LogLevel.Warning, "Not every live user's vector of version {Version} was computed within {Seconds} s; the others are when somebody asks.")]
    public static partial void NotAllWarm(ILogger logger, string version, double seconds);

    [LoggerMessage(1306, LogLevel.Warning, "The vectors of {Users} live users of version {Version} could not be computed beforehand; they are tried when somebody asks.")]
    public static partial void WarmingFailed(ILogger logger, string version, int users);

    [LoggerMessage(1307, LogLevel.Warning, "Version {Version} could not be moved by its plan; tried again in a period.")]
    public static partial void RolloutFailed(ILogger logger, string version, Exception error);

    [LoggerMessage(1308, LogLevel.Warning, "The plans of versions could not be looked after; tried again soon.")]
    public static partial void RolloutsNotKept(ILogger logger, Exception error);

    [LoggerMessage(1309, LogLevel.Warning, "The history does not tell yet of {Action} of version {Version}; tried again soon.")]
    public static partial void NoteNotSent(ILogger logger, string action, string version, Exception error);

    [LoggerMessage(1310, LogLevel.Warning, "The plan of version {Version} could not be looked after; tried again soon.")]
    public static partial void RolloutNotKept(ILogger logger, string version, Exception error);

    [LoggerMessage(1401, LogLevel.Warning, "Notices of changed vectors were not sent.")]
    public static partial void NoticesNotSent(ILogger logger, Exception error);

    [LoggerMessage(1501, LogLevel.Warning, "The backfill of feature space {Space} cannot go on; tried again soon.")]
    public static partial void BackfillFailed(ILogger logger, string space, Exception error);

    [LoggerMessage(1502, LogLevel.Information, "The backfill of feature space {Space} is done: {Users} users.")]
    public static partial void BackfillDone(ILogger logger, string space, long users);

    [LoggerMessage(1503, LogLevel.Warning, "A user's state could not be built ahead of need; the backfill goes on.")]
    public static partial void UserNotBuilt(ILogger logger, Exception error);

    [LoggerMessage(1505, LogLevel.Information, "The snapshots of feature space {Space}, which no version is of that is served, are removed.")]
    public static partial void SnapshotsRemoved(ILogger logger, string space);

    [LoggerMessage(1504, LogLevel.Warning, "The backfills could not be looked after; tried again soon.")]
    public static partial void BackfillsNotKept(ILogger logger, Exception error);

    [LoggerMessage(1506, LogLevel.Warning, "The backfill of feature space {Space} could not be looked after; tried again soon.")]
    public static partial void BackfillNotKept(ILogger logger, string space, Exception error);

    [LoggerMessage(1601, LogLevel.Information, "{Users} users were asked to move to the silo of their partition.")]
    public static partial void UsersMoved(ILogger logger, int users);

    [LoggerMessage(1701, LogLevel.Warning, "This silo stood still; it answers for its users again when it has seen that it is still a member.")]
    public static partial void StoodStill(ILogger logger);

    [LoggerMessage(1702, LogLevel.Warning, "The list of members could not be read; tried again soon.")]
    public static partial void MembersNotRead(ILogger logger, Exception error);

    [LoggerMessage(1703, LogLevel.Warning, "The versions could not be loaded before this silo joined; it loads them now.")]
    public static partial void VersionsNotPreloaded(ILogger logger, Exception error);

    [LoggerMessage(1801, LogLevel.Error, "A vector of version {Version} differs by {Difference} from what the log gives: at position {Position} of partition {Partition}.")]
    public static partial void ParityBroken(ILogger logger, string version, double difference, long position, int partition);

    [LoggerMessage(1802, LogLevel.Warning, "A vector of version {Version} could not be held against the log; others are.")]
    public static partial void ParityNotChecked(ILogger logger, string version, Exception error);

    [LoggerMessage(1901, LogLevel.Information, "An erasure begins; its receipt is {Receipt}.")]
    public static partial void ErasureBegun(ILogger logger, string receipt);

    [LoggerMessage(1902, LogLevel.Warning, "An erasure did not begin, since its receipt could not be stored; nothing was erased.")]
    public static partial void ErasureNotBegun(ILogger logger, Exception error);
}
