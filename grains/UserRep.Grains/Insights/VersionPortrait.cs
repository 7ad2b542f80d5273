using UserRep.Grains.Reading;

namespace UserRep.Grains.Insights;

/// <summary>What one version makes of a user.</summary>
/// <param name="Version">The version.</param>
/// <param name="Info">What there is to know of the vector, as every reader is told.</param>
/// <param name="Vector">The vector, as every reader gets it; empty where there is none.</param>
/// <param name="Features">What the encoder is told of the user, part by part; empty where the log does not have all events any more.</param>
public sealed record VersionPortrait(string Version, EmbeddingInfo Info, ReadOnlyMemory<float> Vector, IReadOnlyList<FeaturePart> Features);
