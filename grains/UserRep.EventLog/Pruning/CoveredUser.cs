namespace UserRep.EventLog.Pruning;

/// <summary>A user whose snapshots stand in for events.</summary>
/// <param name="User">The user.</param>
/// <param name="Position">The lowest position of the snapshots: events before it may go, the one at it shows that the snapshot is good.</param>
internal readonly record struct CoveredUser(LoggedUser User, long Position);
