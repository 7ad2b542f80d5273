using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Client;
using UserRep.ClusterTests.Silos;
using UserRep.Testing.Postgres;
using UserRep.Tests.Service.Downstream;
using Xunit;

namespace UserRep.ClusterTests;

/// <summary>A canary is warmed for the users of all silos, and its gates judge by all of them.</summary>
public sealed class MeasureTests(SharedPostgres postgres)
{
    private const int Users = 90;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private const string Plan =
        """
        {"steps": [
            {"stage": "shadow", "share": 1},
            {"stage": "canary", "share": 100, "minSoak": "1h", "gates": [{"metric": "encodeErrorRate", "max": 0.5}, {"metric": "coverage", "min": 0}]}],
         "period": "1s"}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_canary_is_warmed_and_measured_on_every_silo()
    {
        await using Cluster cluster = await Cluster.StartAsync(postgres, 3);
        await cluster.PublishAsync(cluster.Silos[0], "one", 1, makeCurrent: true);
        await cluster.PublishAsync(cluster.Silos[0], "two", 2, makeCurrent: false);
        await SendAsync(cluster, "first");
        Assert.InRange((await LiveAsync(cluster)).Max(), 1, Users - 1);

        // When the move to canary has returned, the vectors are there, wherever the users are.
        Operator rollout = new(cluster.Silos[1].Rest, Cancellation);
        await rollout.MoveAsync("two", "shadow", new { share = 1 });
        await rollout.MoveAsync("two", "canary", new { share = 100 });
        for (int user = 0; user < Users; user++)
        {
            JsonElement summary = await cluster.Silos[2].Rest.GetFromJsonAsync<JsonElement>($"/v1/users/user-{user}", Cancellation);
            Assert.Equal(["one", "two"], summary.GetProperty("versions").EnumerateArray().Select(v => v.GetString()));
        }

        // Each silo has computed some of them; the gate counts them all.
        using HttpResponseMessage plan = await cluster.Silos[0].Rest.PutAsJsonAsync(
            "/v1/versions/two/plan",
            JsonSerializer.Deserialize<JsonElement>(Plan),
            Cancellation);
        Assert.True(plan.IsSuccessStatusCode, await plan.Content.ReadAsStringAsync(Cancellation));
        await SendAsync(cluster, "second");
        await Until.TrueAsync("every user counts", _patience, async () =>
        {
            JsonElement status = await cluster.Silos[2].Rest.GetFromJsonAsync<JsonElement>("/v1/versions/two/plan", Cancellation);
            return status.GetProperty("gates").EnumerateArray().Any() && status.GetProperty("gates").EnumerateArray().All(g => g.GetProperty("samples").GetInt64() >= Users);
        });
    }

    private static async Task SendAsync(Cluster cluster, string id)
    {
        await using UserRepClient client = cluster.Silos[0].Client();
        IReadOnlyList<PublishedEvent> published = await client.PublishAsync(
            [.. Enumerable.Range(0, Users).Select(user => new UserEvent { UserId = $"user-{user}", EventId = id, Type = "play", ItemId = $"item-{user % 20}" })], Cancellation);
        foreach (PublishedEvent e in published)
        {
            await client.GetAsync(e.UserId, new GetOptions { MinPosition = e.Position }, Cancellation);
        }
    }

    private static async Task<long[]> LiveAsync(Cluster cluster) => await Task.WhenAll(cluster.Silos.Select(async silo =>
        (await silo.Rest.GetFromJsonAsync<JsonElement>("/v1/status", Cancellation)).GetProperty("liveUsers").GetInt64()));
}
