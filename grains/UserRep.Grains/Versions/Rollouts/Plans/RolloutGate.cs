namespace UserRep.Grains.Versions.Rollouts.Plans;

/// <summary>What a figure of a version must be for it to go on.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.rollout-gate")]
public sealed record RolloutGate
{
    /// <summary>Gets the name of the figure: one of those the reference lists, or <c>consumer:{name}:{metric}</c>.</summary>
    [Id(0)]
    public required string Metric { get; init; }

    /// <summary>Gets the most it may be; null for no such bound. Of what a consumer reports: how much worse it may be.</summary>
    [Id(1)]
    public double? Max { get; init; }

    /// <summary>Gets the least it may be; null for no such bound.</summary>
    [Id(2)]
    public double? Min { get; init; }

    /// <summary>Gets how many samples it is to be of; null for as many as the step wants, or as a comparison of users takes at most.</summary>
    [Id(3)]
    public long? MinSamples { get; init; }
}
