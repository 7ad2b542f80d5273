namespace UserRep.Grains.Versions.Rollouts.ConsumerMetrics;

/// <summary>What a consumer has reported of a figure, with one version.</summary>
/// <param name="Consumer">The consumer.</param>
/// <param name="Metric">The figure.</param>
/// <param name="Version">The version.</param>
/// <param name="IsHigherBetter">Whether more of it is better.</param>
/// <param name="Moments">What its values are like.</param>
/// <param name="Course">How they went over time; null if they were all reported before that was kept.</param>
[GenerateSerializer]
[Immutable]
[Alias("userrep.reported-metric")]
public sealed record ReportedMetric(
    [property: Id(0)] string Consumer, [property: Id(1)] string Metric, [property: Id(2)] string Version, [property: Id(3)] bool IsHigherBetter, [property: Id(4)] Moments Moments, [property: Id(5)] MetricCourse? Course = null);
