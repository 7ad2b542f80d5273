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
        await window.SignInAsync(IdentitiesText.KeyOf("operator"), "/cluster");
        ILocator silos = window.Page.GetByRole(AriaRole.Region, new() { Name = "Silos" }).Locator("tbody tr");
        await Assertions.Expect(silos).ToHaveCountAsync(2);
        await Screenshots.TakeAsync(window, "Cluster-of-two");

        await window.GoAsync("/");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Region, new() { Name = "Users in memory" }).Locator("tbody tr")).ToHaveCountAsync(2);
        await Screenshots.TakeAsync(window, "Overview-of-two");

        // The other silo, without signing in again; what is done there is seen here.
        await using Window other = await browser.OpenAsync(two.Rest.BaseAddress!, 1280, 900, ColorScheme.Light);
        await other.Page.Context.AddCookiesAsync((await window.Page.Context.CookiesAsync()).Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path }));
        await other.GoAsync("/users");
        await other.Page.GetByLabel("User id").FillAsync("somebody");
        await other.Page.Keyboard.PressAsync("Enter");
        await other.Page.GetByText("Nobody knows this user").WaitForAsync();

        // The bundle was given to one alone; its report is everywhere.
        await other.GoAsync("/versions/demo/report");
        await other.Page.GetByRole(AriaRole.Heading, new() { Name = "Pictures" }).WaitForAsync();
        ILocator picture = other.Page.Locator("figure img").First;
        await picture.ScrollIntoViewIfNeededAsync();
        Assert.True(await picture.EvaluateAsync<int>("p => p.decode().then(() => p.naturalWidth)") > 100);

        one.Rest.DefaultRequestHeaders.Add("x-api-key", IdentitiesText.KeyOf("operator"));
        await one.Rest.RegisterAsync("next");
        await other.GoAsync("/versions/next");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Shadow", Exact = true }).ClickAsync();
        ILocator dialog = other.Page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("#operation-reason").FillAsync("by way of the other silo");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Shadow", Exact = true }).ClickAsync();
        await other.Page.GetByText("next is shadow").WaitForAsync();
        await window.GoAsync("/versions/next");
        await window.Page.GetByRole(AriaRole.Cell, new() { Name = "by way of the other silo" }).WaitForAsync();
        Assert.Empty(other.Complaints);
        Assert.Empty(window.Complaints);

        // One goes, and within seconds the page of the other says so.
        await window.GoAsync("/cluster");
        await two.KillAsync();
        await window.Page.GetByText("No answer").First.WaitForAsync();
        await Assertions.Expect(silos).ToHaveCountAsync(1, new() { Timeout = 60_000 });
    }
}
