using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Client;
using UserRep.ClusterTests.Silos;
using UserRep.EventLog.Events;
using UserRep.Testing.Postgres;
using Xunit;

namespace UserRep.ClusterTests;

/// <summary>Users live where their partition runs, so that events reach them inside of a silo, and a read of many asks each silo once.</summary>
public sealed class PlacementTests(SharedPostgres postgres)
{
    private const int Users = 500;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Users_are_at_home_with_their_partition_and_move_with_it()
    {
        await using Cluster cluster = await Cluster.StartAsync(postgres, 3);
        await cluster.PublishAsync(cluster.Silos[0], "one", 1, makeCurrent: true);
        await SettledAsync(cluster);
        Dictionary<string, long> positions = await PublishAsync(cluster.Silos[0], "first");
        await AppliedAsync(cluster);

        int[] homes = [.. await Task.WhenAll(cluster.Silos.Select(async silo => (int)await NumberAsync(silo, "liveUsers")))];
        Assert.All(homes, home => Assert.InRange(home, Users / 16, Users / 2));
        Assert.Equal(Users, homes.Sum());
        foreach (SiloNode silo in cluster.Silos)
        {
            Assert.Equal(0, await NumberAsync(silo, "appliedAway"));
            Assert.True(await NumberAsync(silo, "appliedHome") > 0);
        }

        foreach (SiloNode silo in cluster.Silos)
        {
            long before = await NumberAsync(silo, "readMessages");
            await AssertReadAsync(cluster, silo, positions);
            Assert.Equal(2, await NumberAsync(silo, "readMessages") - before);
        }

        SiloNode away = cluster.Silos[2];
        await away.StopAsync();
        await cluster.GivenUpAsync(away);
        await AssertReadAsync(cluster, cluster.Silos[0], positions);
        away.Start();
        await away.ReadyAsync();
        await SettledAsync(cluster);
        await Until.TrueAsync("its users have left the others", _patience, async () => await NumberAsync(cluster.Silos[0], "liveUsers") + await NumberAsync(cluster.Silos[1], "liveUsers") <= homes[0] + homes[1]);

        // Who came to it brought the state along.
        await Until.TrueAsync("they have come", _patience, async () => await NumberAsync(away, "statesCarried") >= homes[2] * 9 / 10);
        Assert.InRange(await NumberAsync(away, "statesLoaded"), 0, homes[2] / 10);
        await AssertReadAsync(cluster, away, positions);

        positions = await PublishAsync(cluster.Silos[1], "second");
        await AppliedAsync(cluster);
        Assert.Equal(homes, await Task.WhenAll(cluster.Silos.Select(async silo => (int)await NumberAsync(silo, "liveUsers"))));
        await AssertReadAsync(cluster, away, positions);
    }

    private static async Task<Dictionary<string, long>> PublishAsync(SiloNode silo, string eventId)
    {
        await using UserRepClient client = silo.Client();
        IReadOnlyList<PublishedEvent> published = await client.PublishAsync(
            [.. Enumerable.Range(0, Users).Select(user => new UserEvent { UserId = $"user-{user}", EventId = eventId, Type = "play", ItemId = $"item-{user % 20}" })], Cancellation);
        return published.ToDictionary(e => e.UserId, e => e.Position);
    }

    /// <summary>What is read is as new as what was sent, and is of all events there were.</summary>
    private static async Task AssertReadAsync(Cluster cluster, SiloNode silo, IReadOnlyDictionary<string, long> positions)
    {
        await using UserRepClient client = silo.Client();
        UserVectors read = await client.GetManyAsync([.. positions.Keys], cancellationToken: Cancellation);
        Assert.All(Enumerable.Range(0, read.Count), i => Assert.Equal(positions[read.UserIds[i]], read[i].Position));
        for (int user = 0; user < Users; user += 50)
        {
            long events = (await silo.Rest.GetFromJsonAsync<JsonElement>($"/v1/users/user-{user}", Cancellation)).GetProperty("eventCount").GetInt64();
            Assert.Equal(await CountAsync(cluster, $"user-{user}"), events);
        }
    }

    private static async Task<int> CountAsync(Cluster cluster, string user)
    {
        await using IEventLog log = await cluster.OpenLogAsync();
        return (await log.ReadUserAsync(user, 0, 100, Cancellation)).Count;
    }

    /// <summary>Every silo knows of the others, and what is taken in then is taken in at home.</summary>
    private static async Task SettledAsync(Cluster cluster)
    {
        foreach (SiloNode silo in cluster.Silos)
        {
            await Until.TrueAsync("it knows of all silos", _patience, async () => await NumberAsync(silo, "silos") == cluster.Silos.Count);
        }
    }

    private static Task<TimeSpan> AppliedAsync(Cluster cluster) => Until.TrueAsync("everything is taken in", _patience, async () =>
        (await StatusAsync(cluster.Silos[0])).GetProperty("partitions").EnumerateArray().All(p => p.GetProperty("completed").GetInt64() >= p.GetProperty("head").GetInt64()));

    private static async Task<long> NumberAsync(SiloNode silo, string name) => (await StatusAsync(silo)).GetProperty(name).GetInt64();

    private static Task<JsonElement> StatusAsync(SiloNode silo) => silo.Rest.GetFromJsonAsync<JsonElement>("/v1/status", Cancellation);
}
