using System.Text.Json.Serialization;

namespace UserRep.Grains.Versions.Rollouts.Plans;

/// <summary>A gate as somebody wrote it.</summary>
/// <param name="Metric">The figure.</param>
/// <param name="Max">The most it may be.</param>
/// <param name="Min">The least it may be.</param>
/// <param name="MinSamples">How many samples it is to be of.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
[GenerateSerializer]
[Immutable]
[Alias("userrep.gate-draft")]
public sealed record GateDraft(
    [property: Id(0)] string? Metric = null, [property: Id(1)] double? Max = null, [property: Id(2)] double? Min = null, [property: Id(3)] long? MinSamples = null);
