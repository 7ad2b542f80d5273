namespace UserRep.Grains.Versions.Rollouts.Plans;

/// <summary>A gate as somebody wrote it.</summary>
/// <param name="Metric">The figure.</param>
/// <param name="Max">The most it may be.</param>
/// <param name="Min">The least it may be.</param>
/// <param name="MinSamples">How many samples it is to be of.</param>
public sealed record GateDraft(string? Metric = null, double? Max = null, double? Min = null, long? MinSamples = null);
