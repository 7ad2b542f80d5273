namespace UserRep.Grains.Backfills;

/// <summary>What a step has done: every user who begins up to an offset of the partition has a snapshot that is stored.</summary>
internal readonly record struct BackfillStep(int Partition, long Through, int Users);
