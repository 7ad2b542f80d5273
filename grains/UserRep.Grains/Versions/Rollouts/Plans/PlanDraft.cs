namespace UserRep.Grains.Versions.Rollouts.Plans;

/// <summary>A plan as somebody wrote it. What is left out is as in <see cref="DefaultPlan"/>.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="DryRun">Whether it only tells what it would do.</param>
/// <param name="Period">How often the gates are looked at, such as <c>10s</c>.</param>
public sealed record PlanDraft(IReadOnlyList<StepDraft?>? Steps = null, bool? DryRun = null, string? Period = null);
