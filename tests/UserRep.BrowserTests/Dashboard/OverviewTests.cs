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
        await window.Page.WaitForFunctionAsync("getComputedStyle(document.body).backgroundColor === 'rgb(16, 19, 28)'");

        await window.Page.GetByLabel("Theme").SelectOptionAsync("Light");
        await window.Page.WaitForFunctionAsync("getComputedStyle(document.body).backgroundColor === 'rgb(245, 246, 250)'");
        await window.GoAsync("/");

        Assert.Equal("rgb(245, 246, 250)", await window.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    [Theory]
    [InlineData(ColorScheme.Dark, "rgb(16, 19, 28)", "rgb(24, 28, 40)", "rgb(232, 234, 243)")]
    [InlineData(ColorScheme.Light, "rgb(245, 246, 250)", "rgb(255, 255, 255)", "rgb(27, 32, 48)")]
    public async Task Who_comes_for_the_first_time_sees_the_system_s_colours_before_the_page_is_alive(ColorScheme scheme, string page, string card, string text)
    {
        await using Window window = await dashboard.OpenAsync(scheme: scheme);

        // It never comes to life: what is seen is what was sent.
        await window.Page.RouteAsync("**/blazor.web*.js", route => route.AbortAsync());
        await window.Page.GotoAsync("/");

        Assert.Equal([page, card, text], await window.Page.EvaluateAsync<string[]>(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.card')).backgroundColor, getComputedStyle(document.querySelector('h1')).color]"));
        Assert.False(await window.Page.EvaluateAsync<bool>("'live' in document.documentElement.dataset"));
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
