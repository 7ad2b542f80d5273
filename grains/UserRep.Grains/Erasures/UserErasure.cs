namespace UserRep.Grains.Erasures;

/// <summary>What was removed of a user from what is durable.</summary>
/// <param name="Events">Events in the log, of which places are left and nothing else.</param>
/// <param name="Snapshots">Stored snapshots.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.user-erasure")]
internal sealed record UserErasure([property: Id(0)] long Events, [property: Id(1)] int Snapshots);
