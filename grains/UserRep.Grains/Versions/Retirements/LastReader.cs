namespace UserRep.Grains.Versions.Retirements;

/// <summary>Who has read a version, on whatever silo.</summary>
/// <param name="Consumer">The consumer, registered or not; empty for reads that name none.</param>
/// <param name="At">When last.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.last-reader")]
public sealed record LastReader([property: Id(0)] string Consumer, [property: Id(1)] DateTimeOffset At);
