extern alias Silo;

using System.Net;
using Microsoft.Playwright;
using Silo::UserRep.Silo.Access;
using UserRep.BrowserTests.Browsing;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Service;
using UserRep.Tests.Service.Access;
using Xunit;

namespace UserRep.BrowserTests.Dashboard;

/// <summary>The dashboard of Orleans: for whoever may see ours, without what users' grains hold.</summary>
public sealed class OrleansTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly SiloProcess _silo;

    public OrleansTests()
    {
        string file = Path.Combine(_folder.Path, "identities.json");
        File.WriteAllText(file, IdentitiesText.Of(IdentitiesText.One("viewer", Scopes.DashboardView), IdentitiesText.One("nobody")));
        _silo = new SiloProcess("--demo", "--UserRep:IdentitiesFile", file, "--UserRep:OrleansDashboard", "true");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (File.Exists("/usr/bin/chromium"))
        {
            await _silo.StartAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_shows_calls_by_grain_to_whoever_may_see_it_and_nobody_what_grains_hold()
    {
        await using Chromium browser = await Chromium.StartAsync();
        await using Window window = await browser.OpenAsync(_silo.Rest.BaseAddress!, 1280, 900, ColorScheme.Light);
        await window.SignInAsync(IdentitiesText.KeyOf("viewer"), "/cluster");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "The dashboard of Orleans" }).ClickAsync();
        await window.Page.GetByText("Total Activations").WaitForAsync();
        await window.Page.GetByText("Active Silos").WaitForAsync();
        await Screenshots.TakeAsync(window, "Orleans", isWhole: false);
        Assert.False(window.Complaints.Any(), string.Join(" | ", window.Complaints));
        Assert.Empty(window.Elsewhere);

        foreach (string path in (string[])["/orleans/", "/orleans/index.min.js", "/orleans/DashboardCounters", "/orleans/ClusterStats", "/orleans/TopGrainMethods", "/orleans/GrainTypes"])
        {
            Assert.Equal((path, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized), (path, await AskAsync(path, "viewer"), await AskAsync(path, "nobody"), await AskAsync(path, null)));
        }

        foreach (string path in (string[])["/orleans/GrainState", "/orleans/GrainState?grainId=listener-1&grainType=UserRep.Grains.Users.UserGrain", "/orleans/grainstate?grainId=demo&grainType=versions", "/orleans/Trace"])
        {
            Assert.Equal((path, HttpStatusCode.NotFound), (path, await AskAsync(path, "viewer")));
        }
    }

    private async Task<HttpStatusCode> AskAsync(string path, string? name)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        if (name is not null)
        {
            request.Headers.Add("x-api-key", IdentitiesText.KeyOf(name));
        }

        using HttpResponseMessage answer = await _silo.Rest.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return answer.StatusCode;
    }
}
