namespace UserRep.Benchmarks.Scaling;

/// <summary>The room that a cluster takes at a moment.</summary>
/// <param name="Size">Which one.</param>
/// <param name="LiveUsers">Users in the memory of all silos.</param>
/// <param name="ResidentBytes">Memory of all silos' processes, garbage included.</param>
/// <param name="ManagedBytes">What their living objects take, after a collection.</param>
/// <param name="Events">Events in the log.</param>
/// <param name="EventBytes">The log's table of events, its indexes included.</param>
/// <param name="UserIndexBytes">Those of its indexes that an event is entered into at a random place: where its user is.</param>
/// <param name="LoggedUsers">Users the log knows.</param>
/// <param name="UserBytes">The log's table of users, its indexes included.</param>
/// <param name="Snapshots">Snapshots stored.</param>
/// <param name="SnapshotBytes">Their table, its indexes included.</param>
internal sealed record Footprint(
    ScalingSize Size,
    double LiveUsers,
    double ResidentBytes,
    double ManagedBytes,
    double Events,
    double EventBytes,
    double UserIndexBytes,
    double LoggedUsers,
    double UserBytes,
    double Snapshots,
    double SnapshotBytes);
