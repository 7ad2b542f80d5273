namespace UserRep.Grains.Versions.Rollouts.Plans;

/// <summary>A step of a plan: where the version is, and what must hold there for it to go on to the next.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.rollout-step")]
public sealed record RolloutStep
{
    /// <summary>Gets where the version is.</summary>
    [Id(0)]
    public required RolloutStage Stage { get; init; }

    /// <summary>Gets the share of users in percent; 100 when it is current.</summary>
    [Id(1)]
    public required double Share { get; init; }

    /// <summary>Gets how long it stays at least.</summary>
    [Id(2)]
    public TimeSpan MinSoak { get; init; }

    /// <summary>Gets how many vectors it must have computed there at least.</summary>
    [Id(3)]
    public long MinSamples { get; init; }

    /// <summary>Gets a value indicating whether somebody must say yes before the step begins.</summary>
    [Id(4)]
    public bool NeedsApproval { get; init; }

    /// <summary>Gets what its figures must be.</summary>
    [Id(5)]
    public IReadOnlyList<RolloutGate> Gates { get; init; } = [];
}
