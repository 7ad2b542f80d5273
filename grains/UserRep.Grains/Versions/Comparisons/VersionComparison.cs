namespace UserRep.Grains.Versions.Comparisons;

/// <summary>A version beside the one it is held against.</summary>
public sealed record VersionComparison
{
    /// <summary>How many of a user's nearest are looked at for <see cref="NeighbourOverlap"/>.</summary>
    public const int Neighbours = Rollouts.Measures.NeighbourOverlap.K;

    /// <summary>How many users a silo must have in memory for that: fewer are all each other's neighbours.</summary>
    public const int LeastUsers = Rollouts.Measures.NeighbourOverlap.LeastUsers;

    /// <summary>Gets the version's figures.</summary>
    public required VersionFigures Version { get; init; }

    /// <summary>Gets those of the one it is held against; null if there is none.</summary>
    public VersionFigures? Reference { get; init; }

    /// <summary>Gets how many users' vectors are compared, the same ones' in both.</summary>
    public long Users { get; init; }

    /// <summary>Gets the share of a user's nearest that are the same in both, 0 to 1; null if it is not known yet.</summary>
    public double? NeighbourOverlap { get; init; }

    /// <summary>Gets how many users that is of.</summary>
    public long OverlapUsers { get; init; }

    /// <summary>Gets the share of the users who are live whose vector of the version is there and not behind; null if it is not known yet.</summary>
    public AchievedShare? OfUsers { get; init; }

    /// <summary>Gets the share of the reads that could get the canary which it was to answer, since the share is planned so; null if there was none.</summary>
    public AchievedShare? OfReads { get; init; }
}
