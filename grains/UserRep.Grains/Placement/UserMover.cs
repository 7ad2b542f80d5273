using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Users;

namespace UserRep.Grains.Placement;

/// <summary>Has users who live here move to the silo of their partition, after silos have come or gone.</summary>
internal sealed class UserMover(IClusterMembershipService membership, PartitionOwners owners, EmbeddingTable table, IGrainFactory grains, TimeProvider time, ILogger<UserMover> logger) : BackgroundService
{
    private const int AtOnce = 16;

    // Where several silos come or go together, users move once. Until then they are called where they are.
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        MembershipVersion seen = MembershipVersion.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(_settling, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            MembershipVersion now = membership.CurrentSnapshot.Version;
            if (now != seen && !stoppingToken.IsCancellationRequested)
            {
                seen = now;
                await MoveAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task MoveAsync(CancellationToken cancellation)
    {
        int moved = 0;
        await Parallel.ForEachAsync(
            table.UserIds.Where(user => !owners.IsHere(user)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (user, token) =>
            {
                await grains.GetGrain<IUserGrain>(user).MoveAsync().WaitAsync(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                Interlocked.Increment(ref moved);
            }).ConfigureAwait(false);
        if (moved > 0)
        {
            Log.UsersMoved(logger, moved);
        }
    }
}
