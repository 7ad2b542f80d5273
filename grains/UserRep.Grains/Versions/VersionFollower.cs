using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace UserRep.Grains.Versions;

/// <summary>
/// Keeps this silo's versions those of the catalogue: at the start, and when another silo changed it. What could not be loaded is tried again.
/// </summary>
internal sealed class VersionFollower(CatalogSync sync, VersionHost host, TimeProvider time, ILogger<VersionFollower> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LoadRetry _retry = new(time);

    /// <summary>Gets a value indicating whether the catalogue has been read once.</summary>
    public bool HasStarted => _started.Task.IsCompletedSuccessfully;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Task retrying = Task.CompletedTask;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await sync.SyncAsync(stoppingToken).ConfigureAwait(false);
                _started.TrySetResult();

                // Beside this: to load may take longer than the lease, which is renewed here.
                if (retrying.IsCompleted && _retry.IsDue(host.Plan.Failures.Keys))
                {
                    retrying = TryAgainAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                Log.CatalogNotRead(logger, error);
            }

            await Task.Delay(_interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await retrying.ConfigureAwait(false);
    }

    private async Task TryAgainAsync(CancellationToken cancellation)
    {
        try
        {
            await sync.TryAgainAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            if (!cancellation.IsCancellationRequested)
            {
                Log.CatalogNotRead(logger, error);
            }
        }
    }
}
