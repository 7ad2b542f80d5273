namespace UserRep.Grains.Versions.Comparisons;

/// <summary>What is measured of a version. What is not yet is null.</summary>
/// <param name="Version">The version.</param>
/// <param name="Norm">The mean length of the vectors of the users who are compared.</param>
/// <param name="Spread">The median, over the dimensions, of their standard deviation over these users.</param>
/// <param name="Living">The share of the dimensions in which these users differ, 0 to 1: as the metric <c>spread</c> of gates has it.</param>
/// <param name="EncodeP99Ms">From the model's queue to the vector, the slowest of a hundred, in milliseconds, since the silos serve the version.</param>
/// <param name="Encodes">How many vectors that is of.</param>
public sealed record VersionFigures(string Version, double? Norm, double? Spread, double? Living, double? EncodeP99Ms, long Encodes);
