namespace UserRep.Grains.Versions.Rollouts.ConsumerMetrics;

/// <summary>What was reported of a figure in some time.</summary>
/// <param name="StartMs">When that time begins, in milliseconds since 1970 UTC.</param>
/// <param name="Moments">What was reported in it.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.metric-stretch")]
public sealed record MetricStretch([property: Id(0)] long StartMs, [property: Id(1)] Moments Moments);
