using UserRep.Grains.Errors;

namespace UserRep.Grains.Reading;

/// <summary>What there is to know of one vector.</summary>
/// <param name="Position">The position in the log of the last event that is part of it; 0 for none.</param>
/// <param name="AsOfMs">The moment it is of, in milliseconds since 1970 UTC.</param>
/// <param name="Freshness">How up to date it is.</param>
/// <param name="Failure">Why there is no vector; null if there is one.</param>
public readonly record struct EmbeddingInfo(long Position, long AsOfMs, Freshness Freshness, UserRepException? Failure = null);
