using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Client;
using UserRep.ClusterTests.Silos;
using UserRep.Model.Features;
using UserRep.Testing.Postgres;
using UserRep.Tests.Model.Bundles;
using UserRep.Tests.Service;
using Xunit;
using UserEvent = UserRep.Client.UserEvent;

namespace UserRep.ClusterTests;

/// <summary>States of a new feature space are built once for the whole cluster, whichever silo does it, and whichever ends meanwhile.</summary>
public sealed class BackfillTests(SharedPostgres postgres)
{
    private const int Users = 600;
    private const string Backfill = "/v1/versions/two/backfill";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backfill_survives_the_silo_that_does_it_and_builds_everybody()
    {
        await using Cluster cluster = await Cluster.StartAsync(postgres, 3, "--UserRep:BackfillUsersPerSecond", "100", "--UserRep:BackfillCheckpointInterval", "100ms");
        await cluster.PublishAsync(cluster.Silos[0], "one", 1, makeCurrent: true);
        await using UserRepClient client = cluster.Silos[1].Client();
        await client.PublishAsync([.. Enumerable.Range(0, Users).Select(u => new UserEvent { UserId = $"user-{u}", EventId = "1", Type = "play", ItemId = $"item-{u % 20}" })], Cancellation);

        BundleMaker two = new() { Version = "two", Spec = new BundleMaker().Spec with { TimeScales = [TimeScale.FromDays(2)] } };
        two.Write(cluster.Bundle("two"));
        await ServedModel.PublishAsync(cluster.Silos[0].Rest, cluster.Bundle("two"), makeCurrent: false);
        using HttpResponseMessage begun = await cluster.Silos[0].Rest.PostAsync("/v1/versions/two:backfill", null, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);

        await UntilAsync(cluster.Silos[1], s => s.GetProperty("usersDone").GetInt64() >= 60);
        Assert.NotEqual("done", (await StatusAsync(cluster.Silos[1])).GetProperty("state").GetString());

        // One of them does it; both that are left are asked in the end.
        await cluster.Silos[0].KillAsync();
        await UntilAsync(cluster.Silos[1], s => s.GetProperty("state").GetString() == "done");
        JsonElement done = await StatusAsync(cluster.Silos[2]);
        Assert.Equal(("done", Users, 1.0), (done.GetProperty("state").GetString(), done.GetProperty("usersDone").GetInt64(), done.GetProperty("coverage").GetDouble()));
        for (int user = 0; user < Users; user += 50)
        {
            Assert.Equal(Freshness.Fresh, (await client.GetAsync($"user-{user}", new GetOptions { Version = "two" }, Cancellation)).Freshness);
        }
    }

    private static Task<TimeSpan> UntilAsync(SiloNode silo, Func<JsonElement, bool> isSo) => Until.TrueAsync("the backfill has got there", _patience, async () =>
    {
        try
        {
            return isSo(await StatusAsync(silo));
        }
        catch (HttpRequestException)
        {
            // What keeps it has just gone, and comes back elsewhere.
            return false;
        }
    });

    private static Task<JsonElement> StatusAsync(SiloNode silo) => silo.Rest.GetFromJsonAsync<JsonElement>(Backfill, Cancellation);
}
