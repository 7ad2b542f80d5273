using UserRep.Grains.Errors;

namespace UserRep.Grains.Versions.Rollouts.ConsumerMetrics;

/// <summary>How downstream models fare with the versions they get.</summary>
public interface IConsumerMetrics
{
    /// <summary>Takes samples of a figure in.</summary>
    /// <param name="consumer">The consumer, which must be registered.</param>
    /// <param name="report">The samples.</param>
    /// <param name="cancellation">Ends the wait; the samples may have been taken in.</param>
    /// <returns>All that it has reported of the figure with that version, these included, once it is stored.</returns>
    /// <exception cref="UserRepException">There is no such consumer, or something is wrong with the report; every mistake is named.</exception>
    Task<ReportedMetric> ReportAsync(string consumer, MetricReport report, CancellationToken cancellation);

    /// <summary>Lists what a consumer has reported up to now.</summary>
    /// <param name="consumer">The consumer.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Its figures, one for each version; none if it has not reported.</returns>
    Task<IReadOnlyList<ReportedMetric>> ListAsync(string consumer, CancellationToken cancellation);
}
