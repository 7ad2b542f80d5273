using UserRep.Client;
using UserRep.ClusterTests.Faults.Checks;
using UserRep.ClusterTests.Silos;
using UserRep.EventLog.Events;
using UserRep.Testing.Postgres;
using UserRep.Tests.Deploy;
using UserRep.Tests.EventLog.Sqlite;
using Xunit;

namespace UserRep.ClusterTests.Deploy;

/// <summary>A backup and a restore of a cluster, by the commands of the runbook.</summary>
public sealed class RestoreTests
{
    private const float Tolerance = 1e-5f;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_backup_is_restored_and_senders_have_sent_again_all_that_was_acknowledged_is_there_once_and_read()
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync();
        using TemporaryFolder folder = new();
        PostgresTestDatabase database = await server.CreateDatabaseAsync("userrep");
        SiloPlace place = new() { Database = database.ConnectionString };
        await using Cluster cluster = await Cluster.StartAsync(database, [place, place], "--UserRep:SnapshotEvents", "3");
        await cluster.PublishAsync(cluster.Silos[0], "one", 1, makeCurrent: true);
        SentEvents sent = new();
        await using (UserRepClient client = cluster.Silos[0].Client())
        {
            await sent.SendAsync(client, batches: 10);
            int before = sent.Count;
            using CancellationTokenSource stop = new();
            Task sending = sent.SendAsync(client, stop.Token);
            await RunAsync(Assert.Single(Runbook.Blocks("Back up")));
            await stop.CancelAsync();
            await sending;
            Assert.True(sent.Count > before, "Nothing came during the backup.");
            await sent.SendAsync(client, batches: 10);
        }

        foreach (SiloNode silo in cluster.Silos)
        {
            Assert.Equal(0, await silo.StopAsync());
        }

        await RunAsync(Runbook.Blocks("Restore").Single(block => block.StartsWith("psql ", StringComparison.Ordinal)));

        // Else it would keep its owner from being dropped at the end.
        await server.ExecuteAsync("DROP DATABASE userrep_before");
        Assert.Equal((0, "The log's epoch is now 2."), await Shell.RaiseEpochAsync(database.ConnectionString));
        foreach (SiloNode silo in cluster.Silos)
        {
            silo.Start();
        }

        await cluster.ReadyAsync();
        await using UserRepClient again = cluster.Silos[0].Client();
        IReadOnlyList<PublishedEvent> taken = await sent.SendAgainAsync(again);
        Assert.Contains(taken, e => e.IsDuplicate);
        Assert.Contains(taken, e => !e.IsDuplicate);
        Assert.NotEqual(sent.Positions, taken.ToDictionary(e => (e.UserId, e.EventId), e => e.Position));
        await using IEventLog log = await cluster.OpenLogAsync();
        Assert.Equal(2, log.Epoch);
        Logged logged = await Logged.ReadAsync(log);
        Assert.Empty(logged.Wrong);
        Assert.Equal(
            taken.Select(e => (e.UserId, e.EventId, e.Position)).Order(),
            logged.Users.Values.SelectMany(events => events).Select(e => (e.Event!.UserId, e.Event.EventId, e.Offset)).Order());
        await CheckReadsAsync(cluster, logged);

        async Task RunAsync(string commands)
        {
            (int code, string said) = await Shell.RunAsync(commands, folder.Path, server.ClientEnvironment);
            Assert.True(code == 0, said);
        }
    }

    /// <summary>Everybody is read at every silo as the log has them, at the position of the last event.</summary>
    private static async Task CheckReadsAsync(Cluster cluster, Logged logged)
    {
        using Reference reference = new(cluster.Bundle("one"));
        foreach (SiloNode silo in cluster.Silos)
        {
            await using UserRepClient client = silo.Client();
            foreach ((string user, LogEvent[] events) in logged.Users)
            {
                UserVector read = await client.GetAsync(user, new GetOptions { MinPosition = events[^1].Offset }, Cancellation);
                Assert.Equal(events[^1].Offset, read.Position);
                float[] expected = reference.Encode(reference.Fold(events, read.Position), read.AsOf.ToUnixTimeMilliseconds());
                Assert.All(expected.Zip(read.Vector.ToArray()), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
            }
        }
    }
}
