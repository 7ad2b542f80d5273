using Microsoft.Extensions.Diagnostics.HealthChecks;
using UserRep.EventLog.Events;
using UserRep.Grains.Partitions;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Hosting;

/// <summary>
/// Ready when the log answers, the list of versions has been read from storage and every partition is alive; a model is not needed. A silo that
/// has been ready stays so while the log is away, and says it is: live users go on being read, and all silos taken out of reach at once would help nobody.
/// </summary>
internal sealed class ServiceHealth(IEventLog log, VersionFollower versions, PartitionWatermarks watermarks, TimeProvider time) : IHealthCheck
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
        _hasBeenReady |= trouble is null;
        return trouble is null ? HealthCheckResult.Healthy() : _hasBeenReady ? HealthCheckResult.Degraded(trouble) : HealthCheckResult.Unhealthy(trouble);
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
}
