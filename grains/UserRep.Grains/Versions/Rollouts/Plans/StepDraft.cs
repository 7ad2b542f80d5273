using System.Text.Json.Serialization;

namespace UserRep.Grains.Versions.Rollouts.Plans;

/// <summary>A step as somebody wrote it.</summary>
/// <param name="Stage"><c>shadow</c>, <c>canary</c> or <c>current</c>.</param>
/// <param name="Share">The share of users in percent; left out, 100, but a canary must say.</param>
/// <param name="MinSoak">How long it stays at least, such as <c>10m</c>; left out, no time.</param>
/// <param name="MinSamples">How many vectors it must have computed there; left out, 1,000.</param>
/// <param name="Approval"><c>automatic</c>, or <c>manual</c> if somebody must say yes before the step begins.</param>
/// <param name="Gates">What its figures must be; left out, nothing.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
[GenerateSerializer]
[Immutable]
[Alias("userrep.step-draft")]
public sealed record StepDraft(
    [property: Id(0)] string? Stage = null,
    [property: Id(1)] double? Share = null,
    [property: Id(2)] string? MinSoak = null,
    [property: Id(3)] long? MinSamples = null,
    [property: Id(4)] string? Approval = null,
    [property: Id(5)] IReadOnlyList<GateDraft?>? Gates = null);
