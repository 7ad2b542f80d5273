using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Users;

namespace UserRep.Grains.Placement;

/// <summary>Has users who live here move to the silo of their partition, after silos have come or gone.</summary>
internal sealed class UserMover(IClusterMembershipService membership, PartitionOwners owners, EmbeddingTable table, IGrainFactory grains, TimeProvider time, ILogger<UserMover> logger) : BackgroundService
{
    private const int AtOnce = 16;

    // Where several silos come or go together, users move once: when nothing has changed since the last look. Until then they are called where they are.
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        MembershipVersion last = MembershipVersion.MinValue;
        bool isSettled = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(_interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            MembershipVersion now = membership.CurrentSnapshot.Version;
            if (now != last)
            {
                (last, isSettled) = (now, false);
            }
            else if (!isSettled && !stoppingToken.IsCancellationRequested)
            {
                // Whoever could not move, since others knew less of the silos, is asked again, until nobody is away.
                string[] away = [.. table.UserIds.Where(user => !owners.IsHere(user))];
                isSettled = away.Length == 0;
                await MoveAsync(away, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task MoveAsync(string[] away, CancellationToken cancellation)
    {
        await Parallel.ForEachAsync(
            away,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (user, token) => await grains.GetGrain<IUserGrain>(user).MoveAsync().WaitAsync(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)).ConfigureAwait(false);
        if (away.Length > 0)
        {
            Log.UsersMoved(logger, away.Length);
        }
    }
}
