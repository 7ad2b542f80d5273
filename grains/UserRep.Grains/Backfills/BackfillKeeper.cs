using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UserRep.Grains.Hosting;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Backfills;

/// <summary>
/// Wakes backfills wherever they were running when their silo ended, and has those forgotten whose feature space is served no more, with its snapshots.
/// </summary>
internal sealed class BackfillKeeper(VersionHost versions, IGrainFactory grains, TimeProvider time, ILogger<BackfillKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    /// <summary>To remove snapshots takes a while, and is gone on with in the next round.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly Rounds _rounds = new(_patience, time);

    // One that answered late may do so during the next round.
    private readonly ConcurrentDictionary<string, bool> _forgotten = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WakeAsync(versions.Plan, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                if (!stoppingToken.IsCancellationRequested)
                {
                    Log.BackfillsNotKept(logger, error);
                }
            }

            await Task.Delay(_interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Of those that are served no more there may be very many, and nothing more to do for them.</summary>
    private Task WakeAsync(ServingPlan plan, CancellationToken cancellation) => _rounds.GoAsync(
        plan.FeatureSpaces.Where(s => s.IsServed || !_forgotten.ContainsKey(s.Id)).Select(s => s.Id),
        WakeAsync,
        (space, error) => Log.BackfillNotKept(logger, space, error),
        cancellation);

    private async Task WakeAsync(string space)
    {
        if (await grains.GetGrain<IBackfillGrain>(space).WakeAsync().ConfigureAwait(false))
        {
            _forgotten.TryAdd(space, true);
        }
        else
        {
            _forgotten.TryRemove(space, out _);
        }
    }
}
