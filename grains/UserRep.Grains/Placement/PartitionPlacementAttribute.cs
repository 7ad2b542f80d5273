using Orleans.Placement;

namespace UserRep.Grains.Placement;

/// <summary>Places a grain by its partition: its user's, or the one whose number is its key.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PartitionPlacementAttribute() : PlacementAttribute(new PartitionPlacement());
