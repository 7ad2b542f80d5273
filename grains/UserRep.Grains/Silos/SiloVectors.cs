namespace UserRep.Grains.Silos;

/// <summary>What another silo has of the users it was asked for, in their order.</summary>
/// <param name="Vectors">[users, dimension], float32, packed; zeros where there is a failure.</param>
/// <param name="Positions">Per user.</param>
/// <param name="AsOfMs">Per user.</param>
/// <param name="Freshness">Per user.</param>
/// <param name="Failures">Users without a vector, by their places.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.silo-vectors")]
internal sealed record SiloVectors(
    [property: Id(0)] byte[] Vectors, [property: Id(1)] long[] Positions, [property: Id(2)] long[] AsOfMs, [property: Id(3)] byte[] Freshness, [property: Id(4)] SiloReadFailure[] Failures);
