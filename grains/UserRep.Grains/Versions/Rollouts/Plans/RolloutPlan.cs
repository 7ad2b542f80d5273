namespace UserRep.Grains.Versions.Rollouts.Plans;

/// <summary>How a version goes from the shadow to current by itself, or back.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.rollout-plan")]
public sealed record RolloutPlan
{
    /// <summary>Gets the steps, in order: the shadow, then canaries that grow, then current if the plan goes so far.</summary>
    [Id(0)]
    public required IReadOnlyList<RolloutStep> Steps { get; init; }

    /// <summary>Gets a value indicating whether it only tells what it would do.</summary>
    [Id(1)]
    public bool IsDryRun { get; init; }

    /// <summary>Gets how often the gates are looked at.</summary>
    [Id(2)]
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(10);
}
