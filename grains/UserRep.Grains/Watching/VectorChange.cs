namespace UserRep.Grains.Watching;

/// <summary>A vector was computed anew, or will be for whoever reads it next.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Version">Of which version.</param>
/// <param name="Space">Fingerprint of the embedding space.</param>
/// <param name="Position">Position of the last event that is part of it, or will be.</param>
/// <param name="AsOfMs">The moment it is of, or at which it was known to be behind, in milliseconds since 1970 UTC.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.vector-change")]
public readonly record struct VectorChange(
    [property: Id(0)] string UserId, [property: Id(1)] string Version, [property: Id(2)] string Space, [property: Id(3)] long Position, [property: Id(4)] long AsOfMs);
