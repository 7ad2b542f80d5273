using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Client;
using UserRep.ClusterTests.Silos;
using UserRep.Testing.Postgres;
using UserRep.Tests.Service.Downstream;
using Xunit;

namespace UserRep.ClusterTests;

/// <summary>A bundle is registered at one silo and served by all, also by those that come later; once its files are deleted nobody has them.</summary>
public sealed class BundleTests(SharedPostgres postgres)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_silos_have_what_one_was_given_until_it_is_deleted()
    {
        await using Cluster cluster = await Cluster.StartAsync(postgres, 2, "--UserRep:DrainWindow", "0");
        await cluster.PublishAsync(cluster.Silos[0], "one", 1, makeCurrent: true);
        await cluster.PublishAsync(cluster.Silos[0], "two", 2, makeCurrent: false);
        Assert.All(cluster.Silos, silo => Assert.Equal(2, Copies(silo)));

        // Another silo has never seen them, and one whose copy is damaged fetches it again.
        await cluster.Silos[1].KillAsync();
        File.WriteAllText(Directory.GetFiles(cluster.Silos[1].Folder, "encoder.onnx", SearchOption.AllDirectories)[0], "damaged");
        cluster.Silos[1].Start(isElsewhere: true);
        await cluster.Silos[1].ReadyAsync();
        await using UserRepClient client = cluster.Silos[1].Client();
        Assert.Equal("one", (await client.GetAsync("ann", cancellationToken: Cancellation)).Version);
        Assert.Equal("two", (await client.GetAsync("ann", new GetOptions { Version = "two" }, Cancellation)).Version);

        // Read a moment ago at the other silo, whatever that has told by now.
        Operator rollout = new(cluster.Silos[0].Rest, Cancellation);
        await rollout.MoveAsync("two", "shadow");
        await rollout.MoveAsync("two", "promote", new { force = true, reason = "a test" });
        await rollout.MoveAsync("one", "retire", new { deleteFiles = true });
        Assert.Equal(1L, await cluster.Database!.CreateCommand("SELECT count(DISTINCT version) FROM model_bundle_piece").ExecuteScalarAsync(Cancellation));
        await Until.TrueAsync("copies are gone", _patience, () => Task.FromResult(cluster.Silos.All(silo => Copies(silo) == 1)));
        await Assert.ThrowsAsync<VersionRetiredException>(async () => await client.GetAsync("ann", new GetOptions { Version = "one" }, Cancellation));
    }

    [Fact]
    public async Task What_was_read_on_another_silo_speaks_against_retiring_a_version()
    {
        await using Cluster cluster = await Cluster.StartAsync(postgres, 2, "--UserRep:DrainWindow", "8s");
        HttpClient rest = cluster.Silos[0].Rest;
        await cluster.PublishAsync(cluster.Silos[0], "one", 1, makeCurrent: true);
        await cluster.PublishAsync(cluster.Silos[0], "two", 2, makeCurrent: true);
        using HttpResponseMessage registered = await rest.PutAsJsonAsync("/v1/consumers/ranker", new { accepts = (string[])["one"] }, Cancellation);
        registered.EnsureSuccessStatusCode();

        // In the end nothing but the consumer is in the way.
        await Until.TrueAsync("nobody has read it for long enough", _patience, async () =>
            await RefusalAsync(rest) is { } why && why.Contains("ranker", StringComparison.Ordinal) && !why.Contains("must not be read", StringComparison.Ordinal));
        using HttpResponseMessage removed = await rest.DeleteAsync("/v1/consumers/ranker", Cancellation);
        removed.EnsureSuccessStatusCode();

        await using UserRepClient client = cluster.Silos[1].Client();
        await client.GetAsync("ann", new GetOptions { Version = "one" }, Cancellation);
        Assert.Contains("must not be read", await RefusalAsync(rest), StringComparison.Ordinal);
    }

    /// <returns>Why it cannot be retired; null if it is.</returns>
    private static async Task<string?> RefusalAsync(HttpClient rest)
    {
        using HttpResponseMessage answer = await rest.PostAsync("/v1/versions/one:retire", null, Cancellation);
        return answer.StatusCode == HttpStatusCode.Conflict ? (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString() : null;
    }

    private static int Copies(SiloNode silo) => Directory.GetDirectories(Path.Combine(silo.Folder, "models")).Count(folder => Path.GetFileName(folder) != ".staging");
}
