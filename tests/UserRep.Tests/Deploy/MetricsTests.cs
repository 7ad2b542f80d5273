using System.Net;
using System.Text.RegularExpressions;
using UserRep.Client;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model;
using UserRep.Tests.Model.Bundles;
using UserRep.Tests.Service;
using Xunit;

namespace UserRep.Tests.Deploy;

/// <summary>What a running service lets be measured, against the page that lists it and against what was done to it.</summary>
public sealed class MetricsTests : IAsyncLifetime
{
    private const string Key = "a-long-and-secret-key";

    private readonly SiloProcess _silo = new("--UserRep:ApiKeys:0", Key, "--UserRep:ParityChecksPerSecond", "0");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _silo.StartAsync();
        _silo.Rest.DefaultRequestHeaders.Add("Authorization", $"Bearer {Key}");
    }

    public async ValueTask DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task They_are_those_of_the_page_by_kind_and_label_and_count_what_happened()
    {
        using (TempFolder folder = new())
        {
            new BundleMaker().Write(folder["bundle"]);
            await ServedModel.PublishAsync(_silo.Rest, folder["bundle"]);
        }

        await using UserRepClient client = _silo.Client(o => o.ApiKey = Key);
        UserEvent sent = new() { UserId = "ann", EventId = "one", Type = "play", ItemId = "item-1" };
        PublishedEvent published = Assert.Single(await client.PublishAsync([sent], Cancellation));
        Assert.True(Assert.Single(await client.PublishAsync([sent], Cancellation)).IsDuplicate);
        await Assert.ThrowsAnyAsync<UserRepClientException>(() => client.PublishAsync([sent with { Type = "no such type" }, sent], Cancellation));

        // Whoever reads up to a position reads the log, and may have the event before it comes by its stream, which is what is measured.
        await Wait.UntilAsync(async () => (await ScrapeAsync()).Kinds.ContainsKey("userrep_event_to_vector_duration_seconds"));
        await client.GetAsync("ann", new GetOptions { MinPosition = published.Position }, Cancellation);
        await client.GetManyAsync(["bob", "eve"], null, Cancellation);

        // What is scraped is kept for a moment.
        Scrape scrape = null!;
        await Wait.UntilAsync(async () => (scrape = await ScrapeAsync()).Value("userrep_reads_vectors_total{freshness=\"cold\"}") >= 2);
        Assert.Equal(
            MetricsPage.Metrics.Where(m => m.Name.StartsWith("userrep_", StringComparison.Ordinal)).Select(m => $"{m.Name} {m.Kind}").Order(),
            scrape.Kinds.Where(k => k.Key.StartsWith("userrep_", StringComparison.Ordinal)).Select(k => $"{k.Key} {k.Value}").Order());
        Assert.All(MetricsPage.Metrics.Where(m => !m.IsOfCluster), metric =>
        {
            Assert.Equal(metric.Kind, scrape.Kinds[metric.Name]);
            Assert.Empty(metric.Labels.Except(scrape.LabelsOf(metric.Name)));
        });
        Assert.All(MetricsPage.Metrics.Where(m => m.Name.StartsWith("userrep_", StringComparison.Ordinal)), metric => Assert.Equal(metric.Labels, scrape.LabelsOf(metric.Name)));
        Assert.All(MetricsPage.Values, listed => Assert.Equal(listed.Values.Order(), scrape.ValuesOf(listed.Metric).Order()));

        Assert.Equal(1, scrape.Value("userrep_events_accepted_total{}"));
        Assert.Equal(1, scrape.Value("userrep_events_duplicates_total{}"));
        Assert.Equal(2, scrape.Value("userrep_events_refused_total{reason=\"invalid\"}"));
        Assert.Equal(2, scrape.Value("userrep_append_duration_seconds_count{}"));
        Assert.Equal(1, scrape.Value("userrep_event_to_vector_duration_seconds_count{}"));
        Assert.InRange(scrape.Value("userrep_event_to_vector_duration_seconds_sum{}"), 0, 60);
        Assert.Equal(1, scrape.Value("userrep_reads_vectors_total{freshness=\"fresh\"}"));
        Assert.Equal(2, scrape.Value("userrep_reads_vectors_total{freshness=\"cold\"}"));
        Assert.Equal(3, scrape.Value("userrep_vectors_computed_total{}"));
        Assert.Equal(3, scrape.Value("userrep_users_live{}"));
        Assert.Equal(1, scrape.Value("userrep_versions_served{}"));
        Assert.Equal(1, scrape.Value("userrep_silos{}"));
    }

    [Fact]
    public async Task They_and_nothing_of_health_want_a_key()
    {
        using HttpClient stranger = new() { BaseAddress = _silo.Rest.BaseAddress };
        foreach (string? token in (string?[])[null, "a-wrong-and-rather-long-key"])
        {
            using HttpRequestMessage request = new(HttpMethod.Get, "/metrics");
            request.Headers.Authorization = token is null ? null : new("Bearer", token);
            using HttpResponseMessage refused = await stranger.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        string[] probes = [.. Regex.Matches(DeployFiles.Read("kubernetes/statefulset.yaml"), "path: (/.+)").Select(m => m.Groups[1].Value)];
        Assert.Equal(3, probes.Length);
        foreach (string probe in probes)
        {
            using HttpResponseMessage answer = await stranger.GetAsync(probe, Cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private async Task<Scrape> ScrapeAsync() => Scrape.Parse(await _silo.Rest.GetStringAsync("/metrics", Cancellation));
}
