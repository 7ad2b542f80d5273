using UserRep.Client;
using UserRep.ClusterTests.Silos;
using UserRep.Testing.Postgres;
using Xunit;

namespace UserRep.ClusterTests;

/// <summary>All silos are killed at once and come back, where they were or at other addresses, as containers do.</summary>
public sealed class RestartTests(SharedPostgres postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cluster_that_was_killed_comes_back_with_everything(bool isElsewhere)
    {
        await using Cluster cluster = await Cluster.StartAsync(postgres, 3);
        await cluster.PublishAsync(cluster.Silos[0], "one", 1, makeCurrent: true);
        await using (UserRepClient client = cluster.Silos[1].Client())
        {
            await SendAsync(client, "before");
        }

        await Task.WhenAll(cluster.Silos.Select(silo => silo.KillAsync()));
        foreach (SiloNode silo in cluster.Silos)
        {
            silo.Start(isElsewhere);
        }

        TimeSpan ready = await cluster.ReadyAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"{(isElsewhere ? "new" : "same")} addresses: ready after {ready.TotalSeconds:0.0} s");
        await using UserRepClient last = cluster.Silos[2].Client();
        long[] positions = await SendAsync(last, "after");
        foreach (SiloNode silo in cluster.Silos)
        {
            await using UserRepClient client = silo.Client();
            for (int user = 0; user < positions.Length; user++)
            {
                UserVector vector = await client.GetAsync($"user-{user}", new GetOptions { MinPosition = positions[user] }, Cancellation);
                Assert.Equal(("one", positions[user]), (vector.Version, vector.Position));
            }
        }
    }

    private static async Task<long[]> SendAsync(UserRepClient client, string id) =>
        [.. (await client.PublishAsync([.. Enumerable.Range(0, 30).Select(user => new UserEvent { UserId = $"user-{user}", EventId = id, Type = "play", ItemId = "item-1" })], Cancellation)).Select(e => e.Position)];
}
