using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Client;
using UserRep.ClusterTests.Silos;
using UserRep.EventLog.Partitions;
using UserRep.Testing.Postgres;
using Xunit;

namespace UserRep.ClusterTests;

/// <summary>Whichever silo is asked says how all of them are doing.</summary>
public sealed class VitalsTests(SharedPostgres postgres)
{
    private const int Users = 90;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_silo_tells_of_all_and_names_who_is_silent()
    {
        await using Cluster cluster = await Cluster.StartAsync(postgres, 3);
        await cluster.PublishAsync(cluster.Silos[0], "one", 1, makeCurrent: true);
        await using UserRepClient client = cluster.Silos[0].Client();
        await client.PublishAsync([.. Enumerable.Range(0, Users).Select(user => new UserEvent { UserId = $"user-{user}", EventId = "vitals", Type = "play", ItemId = "item-1" })], Cancellation);

        await Until.TrueAsync("all events are seen, their vectors and their users", _patience, async () =>
        {
            JsonElement[] silos = await SilosAsync(cluster.Silos[2], "silos");
            return silos.Length == 3
                && silos.Sum(s => Last(s).GetProperty("events").GetInt64()) == Users
                && silos.Sum(s => Last(s).GetProperty("vectors").GetInt64()) >= Users
                && silos.Sum(s => Last(s).GetProperty("eventToVector").EnumerateArray().Sum(c => c.GetInt64())) >= Users
                && silos.Sum(s => s.GetProperty("liveUsers").GetInt32()) == Users
                && silos.Sum(s => s.GetProperty("ages").EnumerateArray().Sum(c => c.GetInt64())) == Users;
        });
        Assert.Equal(
            Enumerable.Range(0, PartitionMap.DefaultPartitions),
            (await SilosAsync(cluster.Silos[1], "silos")).SelectMany(s => s.GetProperty("partitions").EnumerateArray()).Select(p => p.GetProperty("partition").GetInt32()).Order());

        // It is silent before it is given up.
        int port = cluster.Silos[0].SiloPort;
        await cluster.Silos[0].KillAsync();
        await Until.TrueAsync("the silo that was killed is named", _patience, async () =>
            (await SilosAsync(cluster.Silos[1], "silent")).Any(s => s.GetString()!.EndsWith($":{port}", StringComparison.Ordinal)));
    }

    private static JsonElement Last(JsonElement silo) => silo.GetProperty("samples").EnumerateArray().Last();

    private static async Task<JsonElement[]> SilosAsync(SiloNode asked, string which) =>
        [.. (await asked.Rest.GetFromJsonAsync<JsonElement>("/v1/vitals", Cancellation)).GetProperty(which).EnumerateArray()];
}
