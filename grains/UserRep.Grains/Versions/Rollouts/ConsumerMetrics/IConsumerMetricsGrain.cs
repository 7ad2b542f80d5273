namespace UserRep.Grains.Versions.Rollouts.ConsumerMetrics;

/// <summary>What one consumer reports; the key is its name.</summary>
[Alias("userrep.consumer-metrics-of")]
internal interface IConsumerMetricsGrain : IGrainWithStringKey
{
    /// <exception cref="Errors.UserRepException">It contradicts an earlier report.</exception>
    [Alias("report")]
    Task<ReportedMetric> ReportAsync(MetricReport report);

    [Alias("list")]
    Task<ReportedMetric[]> ListAsync();
}
