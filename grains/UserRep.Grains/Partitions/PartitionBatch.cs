using UserRep.EventLog.Events;

namespace UserRep.Grains.Partitions;

/// <summary>Events of one partition that were just committed, in offset order: the wake-up.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.partition-batch")]
internal sealed record PartitionBatch([property: Id(0)] LogEvent[] Events);
