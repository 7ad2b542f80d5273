using UserRep.Grains.Versions.Rollouts.Gates;
using UserRep.Grains.Versions.Rollouts.Plans;

namespace UserRep.Grains.Versions.Rollouts;

/// <summary>A version's plan, and where it stands.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.rollout-status")]
public sealed record RolloutStatus
{
    /// <summary>Gets the version.</summary>
    [Id(0)]
    public required string Version { get; init; }

    /// <summary>Gets the version's revision: what <c>If-Match</c> names.</summary>
    [Id(1)]
    public required long Revision { get; init; }

    /// <summary>Gets the plan; the default plan if nobody has put one.</summary>
    [Id(2)]
    public required RolloutPlan Plan { get; init; }

    /// <summary>Gets how far it is.</summary>
    [Id(3)]
    public required RolloutPhase Phase { get; init; }

    /// <summary>Gets the number of the step the version is in, from 0; null before the first.</summary>
    [Id(4)]
    public int? Step { get; init; }

    /// <summary>Gets since when it is in it; null before the first.</summary>
    [Id(5)]
    public DateTimeOffset? StepSince { get; init; }

    /// <summary>Gets who has paused it; null if nobody has.</summary>
    [Id(6)]
    public string? PausedBy { get; init; }

    /// <summary>Gets what the gates of the step said last.</summary>
    [Id(7)]
    public IReadOnlyList<GateResult> Gates { get; init; } = [];

    /// <summary>Gets what it waits for, each with how much is missing.</summary>
    [Id(8)]
    public IReadOnlyList<string> Waits { get; init; } = [];

    /// <summary>Gets when the gates were last looked at; null if they were not since the service started.</summary>
    [Id(9)]
    public DateTimeOffset? EvaluatedAt { get; init; }

    /// <summary>Gets why it is over, or what could not be done last; null for neither.</summary>
    [Id(10)]
    public string? Reason { get; init; }
}
