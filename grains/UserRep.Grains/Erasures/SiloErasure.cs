namespace UserRep.Grains.Erasures;

/// <summary>What a silo had of an erased user in memory, and has no more.</summary>
/// <param name="Silo">Its address.</param>
/// <param name="Versions">The versions of which it had a vector, those that are only tried included.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.silo-erasure")]
public sealed record SiloErasure([property: Id(0)] string Silo, [property: Id(1)] IReadOnlyList<string> Versions);
