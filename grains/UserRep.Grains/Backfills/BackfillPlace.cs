namespace UserRep.Grains.Backfills;

/// <summary>What is next: a partition, where it has been walked to, where the walk ends, and up to where first events may be missing.</summary>
internal readonly record struct BackfillPlace(int Partition, long After, long Target, long PrunedUpTo);
