namespace UserRep.Grains.Placement;

/// <summary>A partition runs where <see cref="PartitionOwners"/> says, and its users live there, too.</summary>
[GenerateSerializer]
[Immutable]
[SuppressReferenceTracking]
[Alias("userrep.partition-placement")]
internal sealed class PartitionPlacement : PlacementStrategy;
