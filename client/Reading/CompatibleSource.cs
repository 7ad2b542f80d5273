namespace UserRep.Client;

/// <summary>Says that a vector is not its version's own, which is retired, but mapped to its space from another's.</summary>
/// <param name="From">The version it was computed with.</param>
/// <param name="Method">How the map was fitted.</param>
/// <param name="Cosine">The mean cosine of mapped and own vectors, over users that the map was not fitted to.</param>
/// <param name="CosineOfMean">The same if everybody had the mean vector: what is above it is the map's merit; null if unknown.</param>
/// <param name="AucLoss">What a head of the old version loses in AUC on the task the map was measured with; null if unknown.</param>
public sealed record CompatibleSource(string From, string Method, double Cosine, double? CosineOfMean, double? AucLoss);
