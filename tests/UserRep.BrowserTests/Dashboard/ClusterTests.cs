extern alias Silo;

using Microsoft.Playwright;
using Silo::UserRep.Silo.Access;
using UserRep.BrowserTests.Browsing;
using UserRep.Testing.Postgres;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Service;
using UserRep.Tests.Service.Access;
using Xunit;

namespace UserRep.BrowserTests.Dashboard;

/// <summary>Two silos of a cluster: each shows both, knows who has signed in at the other, and what was done there.</summary>
public sealed class ClusterTests
{
    [Fact]
    public async Task Whichever_silo_one_comes_to_one_sees_them_all_and_is_known()
    {
        await using Chromium browser = await Chromium.StartAsync();
        if (!PostgresServer.IsInstalled)
        {
            UserRep.Testing.Requirement.Missing("PostgreSQL is not installed (on Debian: apt-get install postgresql).");
        }

        await using PostgresServer server = await PostgresServer.StartNewAsync();
        await using PostgresTestDatabase database = await server.CreateDatabaseAsync();
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "identities.json");
        await File.WriteAllTextAsync(file, IdentitiesText.Of(IdentitiesText.One("operator", [.. Scopes.All])), TestContext.Current.CancellationToken);
        string[] settings = ["--UserRep:PostgreSql", database.ConnectionString, "--UserRep:IdentitiesFile", file];
        await using SiloProcess one = new([.. settings, "--demo"]);
        await using SiloProcess two = new(settings);
        await Task.WhenAll(one.StartAsync(), two.StartAsync());

        await using Window window = await browser.OpenAsync(one.Rest.BaseAddress!, 1280, 900, ColorScheme.Light);
        await window.Page.GotoAsync("/sign-in?returnUrl=/cluster");
        await window.Page.GetByLabel("Key").FillAsync(IdentitiesText.KeyOf("operator"));
        await window.Page.Keyboard.PressAsync("Enter");
        ILocator silos = window.Page.GetByRole(AriaRole.Region, new() { Name = "Silos" }).Locator("tbody tr");
        await Assertions.Expect(silos).ToHaveCountAsync(2);
        await Screenshots.TakeAsync(window, "Cluster-of-two");

        // The other silo, without signing in again; what is done there is seen here.
        await using Window other = await browser.OpenAsync(two.Rest.BaseAddress!, 1280, 900, ColorScheme.Light);
        await other.Page.Context.AddCookiesAsync((await window.Page.Context.CookiesAsync()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path }));
        await other.GoAsync("/versions/demo");
        await other.Page.Locator(".actions.possible button").First.ClickAsync();
        await other.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await other.Page.Keyboard.PressAsync("Escape");
        await other.GoAsync("/users");
        await other.Page.GetByLabel("User id").FillAsync("somebody");
        await other.Page.Keyboard.PressAsync("Enter");
        await other.Page.GetByText("Nobody knows this user").WaitForAsync();
        Assert.Empty(other.Complaints);

        // One goes, and within seconds the page of the other says so.
        await two.KillAsync();
        await window.Page.GetByText("No answer").First.WaitForAsync();
        await window.Page.GetByText("concern").First.WaitForAsync();
        await Assertions.Expect(silos).ToHaveCountAsync(1, new() { Timeout = 60_000 });
    }
}
