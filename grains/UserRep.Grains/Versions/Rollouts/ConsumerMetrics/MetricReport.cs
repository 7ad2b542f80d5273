namespace UserRep.Grains.Versions.Rollouts.ConsumerMetrics;

/// <summary>A consumer says how it fared with a version.</summary>
/// <param name="Version">The version.</param>
/// <param name="Metric">The figure: a name of the consumer's own, without colons.</param>
/// <param name="Values">Its values, one per sample.</param>
/// <param name="IsHigherBetter">Whether more of it is better.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.metric-report")]
public sealed record MetricReport(
    [property: Id(0)] string Version, [property: Id(1)] string Metric, [property: Id(2)] IReadOnlyList<double> Values, [property: Id(3)] bool IsHigherBetter);
