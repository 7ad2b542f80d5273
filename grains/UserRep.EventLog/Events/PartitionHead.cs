namespace UserRep.EventLog.Events;

/// <summary>How far a partition goes.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The offset of its last event; 0 for an empty one.</param>
/// <param name="PrunedUpTo">Events up to this offset may be missing from the log because they were pruned; 0 if none.</param>
public readonly record struct PartitionHead(int Partition, long Offset, long PrunedUpTo);
