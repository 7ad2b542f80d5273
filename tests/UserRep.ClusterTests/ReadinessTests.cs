using System.Net;
using UserRep.Client;
using UserRep.ClusterTests.Silos;
using UserRep.Testing.Postgres;
using Xunit;

namespace UserRep.ClusterTests;

/// <summary>What silos say of being ready while the database is away.</summary>
public sealed class ReadinessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_has_been_ready_stays_so_for_reads_and_one_that_comes_is_not()
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync();
        PostgresTestDatabase database = await server.CreateDatabaseAsync();
        await using Cluster cluster = await Cluster.StartAsync(database, [.. Enumerable.Repeat(new SiloPlace { Database = database.ConnectionString }, 2)]);
        (SiloNode stays, SiloNode comes) = (cluster.Silos[0], cluster.Silos[1]);
        await cluster.PublishAsync(stays, "one", 1, makeCurrent: true);
        Assert.Equal(0, await comes.StopAsync());
        await using UserRepClient client = stays.Client();
        PublishedEvent played = (await client.PublishAsync([new UserEvent { UserId = "ann", EventId = "1", Type = "play", ItemId = "item-1" }], Cancellation))[0];
        await client.GetAsync("ann", new GetOptions { MinPosition = played.Position }, Cancellation);
        Assert.Equal((HttpStatusCode.OK, "Ready"), await AskAsync(stays));

        await server.KillAsync();

        (HttpStatusCode status, string said) = await AskAsync(stays);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("Ready, but for reads alone: ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Password", said, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(played.Position, (await client.GetAsync("ann", null, Cancellation)).Position);
        comes.Start();
        await Until.TrueAsync("the one that comes gives up", TimeSpan.FromSeconds(60), async () =>
        {
            Assert.False(await comes.IsReadyAsync());
            return !comes.IsRunning;
        });

        await server.StartAsync();

        comes.Start();
        await comes.ReadyAsync();
        await Until.TrueAsync("the one that stayed has its log", TimeSpan.FromSeconds(60), async () => await AskAsync(stays) == (HttpStatusCode.OK, "Ready"));
    }

    private static async Task<(HttpStatusCode Status, string Said)> AskAsync(SiloNode silo)
    {
        using HttpResponseMessage answer = await silo.Rest.GetAsync("/health/ready", Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
