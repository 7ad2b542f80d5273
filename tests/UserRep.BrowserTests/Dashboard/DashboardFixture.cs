using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Playwright;
using UserRep.BrowserTests.Browsing;
using UserRep.BrowserTests.Dashboard;
using UserRep.Tests.Service;
using Xunit;

[assembly: AssemblyFixture(typeof(DashboardFixture))]

namespace UserRep.BrowserTests.Dashboard;

/// <summary>The real service with its demo, as somebody tries it, and a browser.</summary>
public sealed class DashboardFixture : IAsyncLifetime
{
    private readonly SiloProcess _silo = new("--demo");
    private Chromium? _browser;
    private int _sent;

    public HttpClient Rest => _silo.Rest;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (File.Exists("/usr/bin/chromium"))
        {
            await _silo.StartAsync();
            await FillAsync();
        }
    }

    /// <summary>Opens a window as wide as a desk's, or another.</summary>
    public async Task<Window> OpenAsync(int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        _browser ??= await Chromium.StartAsync();
        return await _browser.OpenAsync(Rest.BaseAddress!, width, height, scheme);
    }

    /// <summary>Registers a small model beside the demo's.</summary>
    public Task RegisterAsync(string version) => Rest.RegisterAsync(version);

    /// <summary>Sends events, all of users of their own.</summary>
    public async Task SendAsync(int count)
    {
        object[] events = [.. Enumerable.Range(0, count).Select(_ =>
        {
            string id = Interlocked.Increment(ref _sent).ToString(CultureInfo.InvariantCulture);
            return new { eventId = $"browser-{id}", userId = $"browser-{id}", type = "listen", itemId = "track-001254" };
        })];
        using HttpResponseMessage answer = await Rest.PostAsJsonAsync("/v1/events", new { events }, Cancellation);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        await _silo.DisposeAsync();
    }

    /// <summary>Something for every page to show: consumers who read and report, and a version that follows a plan.</summary>
    private async Task FillAsync()
    {
        while (!(await Rest.GetStringAsync("/v1/versions", Cancellation)).Contains("\"current\"", StringComparison.Ordinal))
        {
            // The demo is about to make its version current.
        }

        await SendAsync(50);
        await RegisterAsync("next");
        await PutAsync("/v1/consumers/ranker", new { accepts = (string[])["next", "demo"] });
        await PutAsync("/v1/consumers/mailer", new { accepts = (string[])["demo"], leaseSeconds = 3600 });
        await PutAsync("/v1/versions/next/plan", new
        {
            steps = (object[])
            [
                new { stage = "shadow", share = 50, minSoak = "10m", minSamples = 1000, gates = (object[])[new { metric = "encodeErrorRate", max = 0.001 }, new { metric = "encodeP99Ms", max = 50 }] },
                new { stage = "canary", share = 10, minSoak = "30m", minSamples = 1000, approval = "manual", gates = (object[])[new { metric = "shareDeviation", max = 2 }] },
            ],
        });
        using HttpResponseMessage report = await Rest.PostAsJsonAsync("/v1/consumers/ranker/metrics", new { version = "demo", metric = "clicks", values = (double[])[0, 1, 0, 0, 1], higherIsBetter = true }, Cancellation);
        report.EnsureSuccessStatusCode();
        for (int i = 1; i <= 40; i++)
        {
            await Rest.GetStringAsync($"/v1/users/browser-{i}/embedding?consumer={(i % 3 == 0 ? "mailer" : "ranker")}", Cancellation);
        }
    }

    private async Task PutAsync(string path, object body)
    {
        using HttpResponseMessage answer = await Rest.PutAsJsonAsync(path, body, Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync(Cancellation)}");
    }
}
