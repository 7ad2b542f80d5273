using Microsoft.Extensions.Diagnostics.HealthChecks;
using UserRep.EventLog.Events;
using UserRep.Grains.Partitions;
using UserRep.Grains.Silos;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Hosting;

/// <summary>
/// Ready when the log answers, the list of versions has been read from storage and every partition is alive. A model is not needed. A silo that
/// has been ready stays so while the log is away, and says it is: live users go on being read, and all silos taken out of reach at once would
/// help nobody. A version that reads are sent to and that cannot be loaded makes this silo not ready only where others can: reads do not come
/// here then, and no update goes on to the next silo. Where nobody can, they serve the rest.
/// </summary>
internal sealed class ServiceHealth(
    IEventLog log, VersionFollower versions, VersionHost host, ClusterServing serving, PartitionWatermarks watermarks, TimeProvider time) : IHealthCheck
{
    // Whoever asks waits three seconds, and a log that is cut off may not answer in that time.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private volatile bool _hasBeenReady;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string? trouble = await LogTroubleAsync(cancellationToken).ConfigureAwait(false)
            ?? (!versions.HasStarted ? "The list of versions has not been read yet."
            : !watermarks.AllAlive ? "Not every partition has answered yet."
            : null);
        if (trouble is not null)
        {
            return _hasBeenReady ? HealthCheckResult.Degraded($"for reads alone: {trouble}") : HealthCheckResult.Unhealthy(trouble);
        }

        HealthCheckResult result = await VersionsAsync(host.Plan, cancellationToken).ConfigureAwait(false);
        _hasBeenReady |= result.Status != HealthStatus.Unhealthy;
        return result;
    }

    private async Task<string?> LogTroubleAsync(CancellationToken cancellation)
    {
        using CancellationTokenSource patience = new(_patience, time);
        using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await log.HeadsAsync(giveUp.Token).WaitAsync(giveUp.Token).ConfigureAwait(false);
            return null;
        }
        catch (EventLogException error)
        {
            return error.Message;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return "The log does not answer.";
        }
    }

    private async Task<HealthCheckResult> VersionsAsync(ServingPlan plan, CancellationToken cancellation)
    {
        foreach (string version in plan.RoutedFailures)
        {
            if (await serving.IsServedElsewhereAsync(version, cancellation).ConfigureAwait(false))
            {
                return HealthCheckResult.Unhealthy($"Version \"{version}\" is served by other silos and cannot be here: {plan.FailureOf(version)}");
            }
        }

        return plan.Failures.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"not of every version: {string.Join(' ', plan.Failures.Select(f => $"\"{f.Key}\" cannot be served: {f.Value}"))}");
    }
}
