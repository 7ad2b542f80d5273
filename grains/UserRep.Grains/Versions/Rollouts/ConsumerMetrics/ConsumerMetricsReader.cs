using UserRep.Grains.Versions.Rollouts.Plans;

namespace UserRep.Grains.Versions.Rollouts.ConsumerMetrics;

/// <summary>Asks the consumers' grains, from any silo.</summary>
internal sealed class ConsumerMetricsReader(CatalogSync sync, IGrainFactory grains) : IConsumerMetrics
{
    public async Task<ReportedMetric> ReportAsync(string consumer, MetricReport report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        ReportRules.Check(await sync.Catalog.GetAsync().WaitAsync(cancellation).ConfigureAwait(false), consumer, report);
        return await grains.GetGrain<IConsumerMetricsGrain>(consumer).ReportAsync(report).WaitAsync(cancellation).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ReportedMetric>> ListAsync(string consumer, CancellationToken cancellation) =>
        await grains.GetGrain<IConsumerMetricsGrain>(consumer).ListAsync().WaitAsync(cancellation).ConfigureAwait(false);

    /// <summary>What the consumers that gates name have reported up to now.</summary>
    public async Task<IReadOnlyList<ReportedMetric>> ReadAsync(IEnumerable<RolloutGate> gates, CancellationToken cancellation)
    {
        List<ReportedMetric> all = [];
        foreach (string consumer in gates.Select(g => MetricName.TryReadGate(g.Metric, out string name, out _) ? name : string.Empty).Where(name => name.Length > 0).Distinct())
        {
            all.AddRange(await grains.GetGrain<IConsumerMetricsGrain>(consumer).ListAsync().WaitAsync(cancellation).ConfigureAwait(false));
        }

        return all;
    }
}
