namespace UserRep.Grains.Versions.Rollouts.Measures;

/// <summary>What a look at a silo's live users says of a version beside the one it is held against. Those of several silos add up.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.survey-report")]
internal sealed record SurveyReport
{
    public static SurveyReport None { get; } = new();

    /// <summary>Gets the users in the share who are live and whose vectors have had their time to be computed, or as many of them as are looked at.</summary>
    [Id(0)]
    public long Users { get; init; }

    /// <summary>Gets those of them whose vector of the version is not behind.</summary>
    [Id(1)]
    public long Covered { get; init; }

    /// <summary>Gets the sums over the vectors of a sample of these.</summary>
    [Id(2)]
    public VectorSums Vectors { get; init; } = VectorSums.None;

    /// <summary>Gets the sums over the same users' vectors of the version it is held against.</summary>
    [Id(3)]
    public VectorSums ReferenceVectors { get; init; } = VectorSums.None;

    /// <summary>Gets the sum of the users' <see cref="NeighbourOverlap"/>.</summary>
    [Id(4)]
    public double Overlaps { get; init; }

    /// <summary>Gets how many users that sum is of.</summary>
    [Id(5)]
    public long OverlapUsers { get; init; }

    /// <summary>Gets the users who are live, in the share or not, as many of them as were gone through.</summary>
    [Id(6)]
    public long Seen { get; init; }

    /// <summary>Gets those of them who are in the share.</summary>
    [Id(7)]
    public long Drawn { get; init; }

    public SurveyReport Plus(SurveyReport other) => new()
    {
        Users = Users + other.Users,
        Covered = Covered + other.Covered,
        Vectors = Vectors.Plus(other.Vectors),
        ReferenceVectors = ReferenceVectors.Plus(other.ReferenceVectors),
        Overlaps = Overlaps + other.Overlaps,
        OverlapUsers = OverlapUsers + other.OverlapUsers,
        Seen = Seen + other.Seen,
        Drawn = Drawn + other.Drawn,
    };
}
