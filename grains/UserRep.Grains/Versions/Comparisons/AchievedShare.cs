namespace UserRep.Grains.Versions.Comparisons;

/// <summary>What a share that is planned comes to.</summary>
/// <param name="Percent">The share, in percent.</param>
/// <param name="Samples">Of how many it is.</param>
public sealed record AchievedShare(double Percent, long Samples);
