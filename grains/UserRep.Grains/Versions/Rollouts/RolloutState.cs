using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Rollouts.ConsumerMetrics;
using UserRep.Grains.Versions.Rollouts.Measures;
using UserRep.Grains.Versions.Rollouts.Plans;

namespace UserRep.Grains.Versions.Rollouts;

/// <summary>How far a version's plan is, as it is stored. Where the version stands is not in it: the catalogue alone says that.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.rollout-state")]
internal sealed record RolloutState
{
    /// <summary>The step of a version that has not begun with the first.</summary>
    public const int BeforeFirst = -1;

    /// <summary>Gets the plan; null if nobody has put one.</summary>
    [Id(0)]
    public RolloutPlan? Plan { get; init; }

    [Id(1)]
    public RolloutPhase Phase { get; init; }

    /// <summary>Gets the step that the version is in.</summary>
    [Id(2)]
    public int Step { get; init; } = BeforeFirst;

    /// <summary>Gets since when it is in it.</summary>
    [Id(3)]
    public DateTimeOffset StepSince { get; init; }

    /// <summary>Gets who has paused it; null if nobody has.</summary>
    [Id(4)]
    public string? PausedBy { get; init; }

    /// <summary>Gets the step that somebody has said yes to.</summary>
    [Id(5)]
    public int ApprovedStep { get; init; } = BeforeFirst;

    /// <summary>Gets who has.</summary>
    [Id(6)]
    public string? ApprovedBy { get; init; }

    /// <summary>Gets why it is over; null if it is not.</summary>
    [Id(7)]
    public string? Reason { get; init; }

    /// <summary>Gets what each silo had counted when the step began.</summary>
    [Id(8)]
    public IReadOnlyList<VersionCounts> Baseline { get; init; } = [];

    /// <summary>Gets what consumers that gates name had reported when the plan began.</summary>
    [Id(9)]
    public IReadOnlyList<ReportedMetric> Reported { get; init; } = [];

    /// <summary>Gets what was last done to the plan, which the history may not have yet.</summary>
    [Id(10)]
    public HistoryNote? Note { get; init; }

    public RolloutStep? Current => Plan is { } plan && Step >= 0 ? plan.Steps[Step] : null;

    public RolloutStep? Next => Plan is { } plan && Step + 1 < plan.Steps.Count ? plan.Steps[Step + 1] : null;
}
