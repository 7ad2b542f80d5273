namespace UserRep.Grains.Erasures;

/// <summary>What was removed of a user, and where. It does not say of whom: whoever asked for it keeps it with the request.</summary>
/// <param name="Id">By which it is found again.</param>
/// <param name="AtMs">When it was done, milliseconds since 1970 UTC.</param>
/// <param name="Partition">The partition of the log.</param>
/// <param name="Events">Events removed from the log.</param>
/// <param name="Snapshots">Snapshots removed.</param>
/// <param name="Silos">What each silo had in memory.</param>
/// <param name="Silent">Silos that did not say that they have nothing any more. One that ended has nothing; where one lives, erase again.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.erasure-receipt")]
public sealed record ErasureReceipt(
    [property: Id(0)] string Id,
    [property: Id(1)] long AtMs,
    [property: Id(2)] int Partition,
    [property: Id(3)] long Events,
    [property: Id(4)] int Snapshots,
    [property: Id(5)] IReadOnlyList<SiloErasure> Silos,
    [property: Id(6)] IReadOnlyList<string> Silent);
