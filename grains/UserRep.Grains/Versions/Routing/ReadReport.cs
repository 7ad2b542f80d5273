namespace UserRep.Grains.Versions.Routing;

/// <summary>What a silo says of the reads of a version.</summary>
/// <param name="Consumer">Who read; empty for reads that name no consumer.</param>
/// <param name="Version">The version.</param>
/// <param name="Vectors">How many vectors since the silo started.</param>
/// <param name="LastMs">When last, in milliseconds since 1970 UTC.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.read-report")]
internal sealed record ReadReport(
    [property: Id(0)] string Consumer, [property: Id(1)] string Version, [property: Id(2)] long Vectors, [property: Id(3)] long LastMs);
