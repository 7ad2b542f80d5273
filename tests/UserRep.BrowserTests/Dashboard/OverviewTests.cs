using Microsoft.Playwright;
using UserRep.BrowserTests.Browsing;
using Xunit;

namespace UserRep.BrowserTests.Dashboard;

public class OverviewTests(DashboardFixture dashboard)
{
    [Fact]
    public async Task Its_numbers_move_while_events_are_sent()
    {
        await using Window window = await dashboard.OpenAsync();
        await window.GoAsync("/");
        ILocator users = window.Page.Locator("[data-figure=users]");
        int before = await NumberAsync(users);

        await dashboard.SendAsync(500);

        await window.Page.WaitForFunctionAsync(
            "least => Number(document.querySelector('[data-figure=users]').textContent.replace(',', '')) >= least && Number(document.querySelector('[data-figure=events]').textContent.replace(',', '')) > 20", before + 500);
    }

    [Fact]
    public async Task A_chart_is_a_table_too()
    {
        await using Window window = await dashboard.OpenAsync();
        await window.GoAsync("/");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Events per second: numbers" }).ClickAsync();

        await window.Page.GetByRole(AriaRole.Region, new() { Name = "Events per second as numbers" }).GetByRole(AriaRole.Row).Nth(60).WaitForAsync();
    }

    [Fact]
    public async Task The_theme_follows_the_system_until_another_is_chosen_and_is_remembered()
    {
        await using Window window = await dashboard.OpenAsync(scheme: ColorScheme.Dark);
        await window.GoAsync("/");
        await Assertions.Expect(window.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(16, 19, 28)");

        await window.Page.GetByLabel("Theme").SelectOptionAsync("Light");
        await Assertions.Expect(window.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(245, 246, 250)");
        await window.GoAsync("/");

        Assert.Equal("rgb(245, 246, 250)", await window.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    [Fact]
    public async Task The_first_key_leads_past_the_menu()
    {
        await using Window window = await dashboard.OpenAsync();
        await window.GoAsync("/");
        ILocator skip = window.Page.GetByRole(AriaRole.Link, new() { Name = "To the content" });
        await skip.FocusAsync();

        await window.Page.Keyboard.PressAsync("Enter");

        Assert.Equal("main", await window.Page.EvaluateAsync<string>("document.activeElement.id"));
    }

    private static async Task<int> NumberAsync(ILocator figure) => int.Parse((await figure.InnerTextAsync()).Replace(",", string.Empty, StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
}
