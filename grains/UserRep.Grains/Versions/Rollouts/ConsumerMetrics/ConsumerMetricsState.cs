using UserRep.Grains.Errors;

namespace UserRep.Grains.Versions.Rollouts.ConsumerMetrics;

/// <summary>All that a consumer has reported.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.consumer-metrics")]
internal sealed record ConsumerMetricsState
{
    private const int MaxMetrics = 1_000;

    [Id(0)]
    public IReadOnlyList<ReportedMetric> Metrics { get; init; } = [];

    /// <summary>With a report more.</summary>
    /// <exception cref="UserRepException">It contradicts an earlier one, or there are too many.</exception>
    public ConsumerMetricsState With(string consumer, MetricReport report, long nowMs)
    {
        if (Metrics.FirstOrDefault(m => m.Metric == report.Metric) is { } known && known.IsHigherBetter != report.IsHigherBetter)
        {
            throw new UserRepException(
                ServiceError.Conflict, $"higherIsBetter: \"{report.Metric}\" was reported with {(known.IsHigherBetter ? "true" : "false")} before. Report it so, or under another name.");
        }

        ReportedMetric? last = Metrics.FirstOrDefault(m => m.Metric == report.Metric && m.Version == report.Version);
        if (last is null && Metrics.Count >= MaxMetrics)
        {
            throw new UserRepException(ServiceError.Conflict, $"metric: the consumer has {MaxMetrics} metrics of versions already. Report under a name there is.");
        }

        Moments moments = report.Values.Aggregate(last?.Moments ?? Moments.None, (sum, value) => sum.With(value));
        return new ConsumerMetricsState
        {
            Metrics = [.. Metrics.Where(m => m != last), new ReportedMetric(consumer, report.Metric, report.Version, report.IsHigherBetter, moments, (last?.Course ?? new MetricCourse()).With(report.Values, nowMs))],
        };
    }
}
