namespace UserRep.Grains.Partitions;

/// <summary>How far a partition is.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.partition-progress")]
internal sealed record PartitionProgress([property: Id(0)] long HandedOut, [property: Id(1)] long Completed, [property: Id(2)] int Parked, [property: Id(3)] long Heals);
