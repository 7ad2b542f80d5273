using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Backfills;

/// <summary>
/// Wakes backfills wherever they were running when their silo ended, and has those forgotten whose feature space is served no more, with its snapshots.
/// </summary>
internal sealed class BackfillKeeper(VersionHost versions, IGrainFactory grains, TimeProvider time, ILogger<BackfillKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> _forgotten = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WakeAsync(versions.Plan, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Log.BackfillsNotKept(logger, error);
            }

            await Task.Delay(_interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WakeAsync(ServingPlan plan, CancellationToken cancellation)
    {
        foreach ((string space, bool isServed) in plan.FeatureSpaces)
        {
            // Of those that are served no more there may be very many, and nothing more to do for them.
            if (isServed || !_forgotten.Contains(space))
            {
                bool isForgotten = await grains.GetGrain<IBackfillGrain>(space).WakeAsync().WaitAsync(cancellation).ConfigureAwait(false);
                _ = isForgotten ? _forgotten.Add(space) : _forgotten.Remove(space);
            }
        }
    }
}
