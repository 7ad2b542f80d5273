using System.Collections.Concurrent;
using UserRep.Client;
using UserRep.ClusterTests.Silos;
using UserRep.Testing.Postgres;
using Xunit;

namespace UserRep.ClusterTests;

/// <summary>Whoever watches at one silo hears of the users of all, also when one has gone.</summary>
public sealed class WatchTests(SharedPostgres postgres)
{
    private const int Users = 40;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watcher_hears_of_users_of_every_silo_and_goes_on_when_one_dies()
    {
        await using Cluster cluster = await Cluster.StartAsync(postgres, 3);
        await cluster.PublishAsync(cluster.Silos[0], "one", 1, makeCurrent: true);
        await using UserRepClient watching = cluster.Silos[1].Client();
        await using UserRepClient sending = cluster.Silos[0].Client();
        ConcurrentDictionary<string, long> heard = new();
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task watch = WatchAsync(watching, heard, ends.Token);

        await AllHeardAsync(sending, heard, "first");
        await cluster.Silos[2].KillAsync();
        heard.Clear();
        await AllHeardAsync(sending, heard, "second");

        await ends.CancelAsync();
        await watch;
    }

    private static async Task WatchAsync(UserRepClient client, ConcurrentDictionary<string, long> heard, CancellationToken ends)
    {
        try
        {
            await foreach (VectorChange change in client.WatchAsync(cancellationToken: ends))
            {
                heard[change.UserId] = change.Position;
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    /// <summary>A notice may be lost, so users do something until everybody was heard of.</summary>
    private static async Task AllHeardAsync(UserRepClient client, ConcurrentDictionary<string, long> heard, string round)
    {
        int attempt = 0;
        await Until.TrueAsync("everybody was heard of", _patience, async () =>
        {
            attempt++;
            try
            {
                await client.PublishAsync(
                    [.. Enumerable.Range(0, Users).Select(user => new UserEvent { UserId = $"user-{user}", EventId = $"{round}-{attempt}", Type = "play", ItemId = "item-1" })], Cancellation);
            }
            catch (UserRepClientException)
            {
                // A silo has just gone.
            }

            return heard.Count == Users;
        });
    }
}
