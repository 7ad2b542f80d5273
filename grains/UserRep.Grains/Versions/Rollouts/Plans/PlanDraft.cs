using System.Text.Json.Serialization;

namespace UserRep.Grains.Versions.Rollouts.Plans;

/// <summary>A plan as somebody wrote it. What is left out is as in <see cref="DefaultPlan"/>.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="DryRun">Whether it only tells what it would do.</param>
/// <param name="Period">How often the gates are looked at, such as <c>10s</c>.</param>
/// <param name="Reason">Why it is to be followed, for the history. It is no part of the plan.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
[GenerateSerializer]
[Immutable]
[Alias("userrep.plan-draft")]
public sealed record PlanDraft(
    [property: Id(0)] IReadOnlyList<StepDraft?>? Steps = null, [property: Id(1)] bool? DryRun = null, [property: Id(2)] string? Period = null, [property: Id(3)] string? Reason = null);
