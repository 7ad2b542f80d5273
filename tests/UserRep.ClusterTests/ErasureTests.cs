using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Client;
using UserRep.ClusterTests.Silos;
using UserRep.Testing.Postgres;
using UserRep.Tests.Service.Downstream;
using Xunit;

namespace UserRep.ClusterTests;

/// <summary>Whichever silo is asked to erase somebody, nothing is left on any, and the receipt says what was where.</summary>
public sealed class ErasureTests(SharedPostgres postgres)
{
    private const int Events = 12;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_receipt_names_log_snapshots_and_vectors_and_is_found_again_anywhere()
    {
        await using Cluster cluster = await Cluster.StartAsync(postgres, 3, "--UserRep:SnapshotEvents", "2");
        await cluster.PublishAsync(cluster.Silos[0], "one", 1, makeCurrent: true);
        await cluster.PublishAsync(cluster.Silos[0], "two", 2, makeCurrent: false);
        await new Operator(cluster.Silos[0].Rest, Cancellation).MoveAsync("two", "shadow", new { share = 100 });
        await using UserRepClient client = cluster.Silos[0].Client();
        for (int i = 0; i < Events; i++)
        {
            await client.PublishAsync([new UserEvent { UserId = "ann", EventId = $"{i}", Type = "play", ItemId = "item-1" }], Cancellation);
        }

        await Until.TrueAsync("both versions have a vector of her", _patience, async () =>
            (await cluster.Silos[1].Rest.GetFromJsonAsync<JsonElement>("/v1/users/ann", Cancellation)).GetProperty("versions").GetArrayLength() == 2);

        using HttpResponseMessage answer = await cluster.Silos[2].Rest.DeleteAsync("/v1/users/ann", Cancellation);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
        JsonElement receipt = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("receipt");

        Assert.Equal(Events, receipt.GetProperty("events").GetInt64());
        Assert.True(receipt.GetProperty("snapshots").GetInt32() >= 1);
        JsonElement[] silos = [.. receipt.GetProperty("silos").EnumerateArray()];
        Assert.Equal(3, silos.Length);
        Assert.Equal(["one", "two"], silos.SelectMany(s => s.GetProperty("versions").EnumerateArray()).Select(v => v.GetString()));
        Assert.Equal(0, receipt.GetProperty("silent").GetArrayLength());
        Assert.DoesNotContain("ann", receipt.GetRawText(), StringComparison.Ordinal);

        string id = receipt.GetProperty("id").GetString()!;
        foreach (SiloNode silo in cluster.Silos)
        {
            Assert.Equal(receipt.GetRawText(), (await silo.Rest.GetFromJsonAsync<JsonElement>($"/v1/erasures/{id}", Cancellation)).GetRawText());
            JsonElement read = await silo.Rest.GetFromJsonAsync<JsonElement>("/v1/users/ann/embedding", Cancellation);
            Assert.Equal("cold", read.GetProperty("freshness").GetString());
        }

        using HttpResponseMessage none = await cluster.Silos[0].Rest.GetAsync($"/v1/erasures/{id.Replace(id[0], id[0] == '0' ? '1' : '0')}", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }
}
