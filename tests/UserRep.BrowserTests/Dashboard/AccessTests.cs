extern alias Silo;

using Microsoft.Playwright;
using Silo::UserRep.Silo.Access;
using UserRep.BrowserTests.Browsing;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Service;
using UserRep.Tests.Service.Access;
using Xunit;

namespace UserRep.BrowserTests.Dashboard;

/// <summary>Pages of people who may look, operate and look users up, and of one who may no more.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly SiloProcess _silo;

    public AccessTests()
    {
        Write(IdentitiesText.One("viewer", Scopes.DashboardView), IdentitiesText.One("operator", Scopes.DashboardView, Scopes.DashboardOperate, Scopes.EmbeddingsRead));
        _silo = new SiloProcess("--demo", "--UserRep:IdentitiesFile", File);
    }

    private string File => Path.Combine(_folder.Path, "identities.json");

    public async ValueTask InitializeAsync()
    {
        if (System.IO.File.Exists("/usr/bin/chromium"))
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
    public async Task Who_may_only_look_is_shown_no_action_and_an_open_page_loses_what_is_taken_from_its_viewer()
    {
        await using Chromium browser = await Chromium.StartAsync();
        await using Window viewer = await SignInAsync(browser, "viewer");
        await viewer.GoAsync("/versions/demo");
        await viewer.Page.GetByRole(AriaRole.Heading, new() { Name = "Where it stands" }).WaitForAsync();
        Assert.Equal(0, await viewer.Page.GetByRole(AriaRole.Heading, new() { Name = "Actions" }).CountAsync());
        Assert.Equal(0, await viewer.Page.GetByRole(AriaRole.Link, new() { Name = "Users" }).CountAsync());
        await using Window looking = await SignInAsync(browser, "viewer");
        await looking.GoAsync("/users");
        await looking.Page.GetByText("takes the scope").WaitForAsync();

        await using Window operating = await SignInAsync(browser, "operator");
        await operating.GoAsync("/versions/demo");
        await operating.Page.GetByRole(AriaRole.Heading, new() { Name = "Actions" }).WaitForAsync();

        // The page is open, and a dialog on it, while the right is taken away: it is not done any more, and the page says no more that it could be.
        ILocator action = operating.Page.Locator(".actions.possible button").First;
        string name = await action.InnerTextAsync();
        await action.ClickAsync();
        await operating.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        Write(IdentitiesText.One("viewer", Scopes.EventsWrite), IdentitiesText.One("operator", Scopes.DashboardView));
        await _silo.SaidAsync("[2201]");
        await operating.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
        await operating.Page.GetByText("operator may look, and not change anything").WaitForAsync();
        await operating.Page.GetByRole(AriaRole.Heading, new() { Name = "Actions" }).WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await viewer.Page.GetByRole(AriaRole.Heading, new() { Name = "No longer yours to see" }).WaitForAsync();
        await _silo.SaidAsync(" of demo by operator: failed");
    }

    private async Task<Window> SignInAsync(Chromium browser, string name)
    {
        Window window = await browser.OpenAsync(_silo.Rest.BaseAddress!, 1280, 900, ColorScheme.Light);
        await window.SignInAsync(IdentitiesText.KeyOf(name), "/runbook");
        await window.Page.GetByRole(AriaRole.Heading, new() { Name = "Runbook", Exact = true }).WaitForAsync();
        return window;
    }

    private void Write(params object[] identities) => System.IO.File.WriteAllText(File, IdentitiesText.Of(identities));
}
