using UserRep.Grains.Errors;

namespace UserRep.Grains.Silos;

/// <summary>Why a user has no vector.</summary>
/// <param name="Index">The user's place.</param>
/// <param name="Why">Why.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.silo-read-failure")]
internal sealed record SiloReadFailure([property: Id(0)] int Index, [property: Id(1)] UserRepException Why);
