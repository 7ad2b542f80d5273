using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UserRep.Grains.Hosting;

namespace UserRep.Grains.Versions.Rollouts;

/// <summary>Has every version that may follow a plan go on with it: after a restart nobody else would wake it.</summary>
internal sealed class RolloutKeeper(IGrainFactory grains, VersionFollower follower, TimeProvider time, ILogger<RolloutKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    private readonly Rounds _rounds = new(_interval, time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WakeAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                if (!stoppingToken.IsCancellationRequested)
                {
                    Log.RolloutsNotKept(logger, error);
                }
            }

            await Task.Delay(_interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WakeAsync(CancellationToken cancellation)
    {
        // Before the catalogue has been read once the silo is not up.
        if (!follower.HasStarted)
        {
            return;
        }

        CatalogState catalog = await grains.GetGrain<IVersionCatalogGrain>(IVersionCatalogGrain.Key).GetAsync().WaitAsync(cancellation).ConfigureAwait(false);
        await _rounds.GoAsync(
            catalog.Versions.Where(v => v.State is VersionState.Validated or VersionState.Shadow or VersionState.Canary or VersionState.Current).Select(v => v.Version),
            version => grains.GetGrain<IModelVersionGrain>(version).WakeAsync(),
            (version, error) => Log.RolloutNotKept(logger, version, error),
            cancellation).ConfigureAwait(false);
    }
}
