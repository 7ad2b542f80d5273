using UserRep.Grains.Hosting;

namespace UserRep.Grains.Versions.Rollouts.ConsumerMetrics;

/// <summary>Keeps what a consumer has reported: of every figure and version its moments, stored before a report returns.</summary>
[GrainType("consumer-metrics")]
internal sealed class ConsumerMetricsGrain([PersistentState("metrics", GrainsHosting.StorageName)] IPersistentState<ConsumerMetricsState> state, TimeProvider time) : Grain, IConsumerMetricsGrain
{
    public async Task<ReportedMetric> ReportAsync(MetricReport report)
    {
        ConsumerMetricsState before = state.State;
        state.State = before.With(this.GetPrimaryKeyString(), report, time.GetUtcNow().ToUnixTimeMilliseconds());
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is stored now is unknown: the next activation reads it.
            state.State = before;
            DeactivateOnIdle();
            throw;
        }

        return state.State.Metrics[^1];
    }

    public Task<ReportedMetric[]> ListAsync() => Task.FromResult<ReportedMetric[]>([.. state.State.Metrics]);
}
