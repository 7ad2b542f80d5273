using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.ClusterTests.Silos;
using UserRep.Testing.Postgres;
using Xunit;

namespace UserRep.ClusterTests;

/// <summary>A silo that cannot load a version the others serve: nobody is sent there, it says so, and has it as soon as it can.</summary>
public sealed class FailedVersionTests(SharedPostgres postgres)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_that_one_silo_cannot_load_moves_at_none_until_it_can()
    {
        await using Cluster cluster = await Cluster.StartAsync(postgres, 2);
        (SiloNode whole, SiloNode full) = (cluster.Silos[0], cluster.Silos[1]);
        await cluster.PublishAsync(whole, "one", 1, makeCurrent: true);
        Obstruct(full);
        await cluster.PublishAsync(whole, "two", 2, makeCurrent: false);

        foreach ((string path, object? body) in ((string, object?)[])[
            ("/v1/versions/two:shadow", new { share = 10 }), ("/v1/versions/two:makeCurrent", null), ("/v1/switches", new { to = "two" })])
        {
            using HttpResponseMessage refused = await whole.Rest.PostAsJsonAsync(path, body, Cancellation);
            string detail = (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString()!;
            Assert.True(refused.StatusCode == HttpStatusCode.Conflict, $"{path}: {refused.StatusCode} {detail}");
            Assert.Contains($":{full.SiloPort}: ", detail, StringComparison.Ordinal);
            Assert.Contains(".staging", detail, StringComparison.Ordinal);
        }

        // Nobody reads it there.
        Assert.True(await full.IsReadyAsync());
        Assert.Matches(@"(?m)^userrep_versions_failed(\{.*\})? 1\b", await full.Rest.GetStringAsync("/metrics", Cancellation));

        Mend(full);
        using HttpResponseMessage moved = await whole.Rest.PostAsync("/v1/versions/two:makeCurrent", null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
    }

    [Fact]
    public async Task A_silo_that_cannot_load_what_the_others_serve_is_not_ready_and_is_as_soon_as_it_can()
    {
        await using Cluster cluster = await Cluster.StartAsync(postgres, 2);
        (SiloNode whole, SiloNode full) = (cluster.Silos[0], cluster.Silos[1]);
        await cluster.PublishAsync(whole, "one", 1, makeCurrent: true);
        Assert.Equal(0, await full.StopAsync());
        foreach (string copy in Directory.GetDirectories(Path.Combine(full.Folder, "models")))
        {
            Directory.Delete(copy, recursive: true);
        }

        Obstruct(full);
        full.Start(isElsewhere: true);
        await Until.TrueAsync("it says what it lacks", _patience, async () =>
            await ReadinessAsync(full) is { } said && said.Contains("\"one\" is served by other silos", StringComparison.Ordinal) && said.Contains(".staging", StringComparison.Ordinal));
        Assert.True(await whole.IsReadyAsync());

        Mend(full);
        await full.ReadyAsync();
    }

    /// <summary>As a volume that is full: nothing can be put there.</summary>
    private static void Obstruct(SiloNode silo)
    {
        if (Directory.Exists(Staging(silo)))
        {
            Directory.Delete(Staging(silo), recursive: true);
        }

        File.WriteAllText(Staging(silo), string.Empty);
    }

    private static void Mend(SiloNode silo) => File.Delete(Staging(silo));

    private static string Staging(SiloNode silo) => Path.Combine(silo.Folder, "models", ".staging");

    /// <returns>Why it is not ready; null if it does not answer, or is.</returns>
    private static async Task<string?> ReadinessAsync(SiloNode silo)
    {
        try
        {
            using HttpResponseMessage answer = await silo.Rest.GetAsync("/health/ready", Cancellation);
            return answer.IsSuccessStatusCode ? null : await answer.Content.ReadAsStringAsync(Cancellation);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
