namespace UserRep.Grains.Silos;

/// <summary>Which vectors of whom another silo is asked for. The version was settled by the silo that asks.</summary>
/// <param name="Version">The version.</param>
/// <param name="Space">Its embedding space.</param>
/// <param name="UserIds">The users.</param>
/// <param name="MinPositions">Per user the position that the vector must have reached; null for any.</param>
/// <param name="MaxAgeMs">How old a vector may be.</param>
/// <param name="TimeoutMs">How long the silo may wait for what is not at hand: less than whoever asks does, so that the others' vectors arrive.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.silo-read")]
internal sealed record SiloRead(
    [property: Id(0)] string Version, [property: Id(1)] string Space, [property: Id(2)] string[] UserIds, [property: Id(3)] long[]? MinPositions, [property: Id(4)] long MaxAgeMs, [property: Id(5)] long TimeoutMs);
