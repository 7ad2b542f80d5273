using Microsoft.Extensions.Diagnostics.HealthChecks;
using UserRep.EventLog.Events;
using UserRep.Grains.Partitions;
using UserRep.Grains.Silos;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Hosting;

/// <summary>
/// Ready when the log answers, the list of versions has been read from storage and every partition is alive. A model is not needed. One that
/// reads are sent to and that cannot be loaded makes this silo not ready only where others can: it is not sent there then, and no update goes
/// on to the next silo. Where nobody can, to take all away would help nobody: they serve the rest.
/// </summary>
internal sealed class ServiceHealth(IEventLog log, VersionFollower versions, VersionHost host, ClusterServing serving, PartitionWatermarks watermarks) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await log.HeadsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (EventLogException error)
        {
            return HealthCheckResult.Unhealthy(error.Message);
        }

        return !versions.HasStarted ? HealthCheckResult.Unhealthy("The list of versions has not been read yet.")
            : !watermarks.AllAlive ? HealthCheckResult.Unhealthy("Not every partition has answered yet.")
            : await VersionsAsync(host.Plan, cancellationToken).ConfigureAwait(false);
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
            : HealthCheckResult.Degraded(string.Join(' ', plan.Failures.Select(f => $"Version \"{f.Key}\" cannot be served: {f.Value}")));
    }
}
