using Microsoft.Extensions.Diagnostics.HealthChecks;
using UserRep.EventLog.Events;
using UserRep.Grains.Partitions;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Hosting;

/// <summary>Ready when the log answers, the list of versions has been read from storage and every partition is alive. A model is not needed.</summary>
internal sealed class ServiceHealth(IEventLog log, VersionFollower versions, PartitionWatermarks watermarks) : IHealthCheck
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
            : HealthCheckResult.Healthy();
    }
}
