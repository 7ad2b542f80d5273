using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace UserRep.Grains.Versions;

/// <summary>Keeps this silo's versions those of the catalogue: at the start, and when another silo changed it.</summary>
internal sealed class VersionFollower(CatalogSync sync, TimeProvider time, ILogger<VersionFollower> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets a value indicating whether the catalogue has been read once.</summary>
    public bool HasStarted => _started.Task.IsCompletedSuccessfully;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await sync.SyncAsync(stoppingToken).ConfigureAwait(false);
                _started.TrySetResult();
                await Task.Delay(_interval, time, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Log.CatalogNotRead(logger, error);
                await Task.Delay(_interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
