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
        ILocator body = window.Page.Locator("body");
        await Assertions.Expect(body).ToHaveCSSAsync("background-color", "rgb(16, 19, 28)");
        await window.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await Assertions.Expect(body).ToHaveCSSAsync("background-color", "rgb(245, 246, 250)");
        await window.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await Assertions.Expect(body).ToHaveCSSAsync("background-color", "rgb(16, 19, 28)");

        await window.Page.GetByLabel("Theme").SelectOptionAsync("Light");
        await Assertions.Expect(body).ToHaveCSSAsync("background-color", "rgb(245, 246, 250)");
        await window.GoAsync("/");

        Assert.Equal("rgb(245, 246, 250)", await window.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    [Theory]
    [InlineData(ColorScheme.Dark, "rgb(16, 19, 28)", "rgb(232, 234, 243)")]
    [InlineData(ColorScheme.Light, "rgb(245, 246, 250)", "rgb(27, 32, 48)")]
    public async Task The_first_page_ever_is_as_the_system_is_before_it_is_live(ColorScheme scheme, string background, string text)
    {
        await using Window window = await dashboard.OpenAsync(scheme: scheme);
        await window.Page.RouteAsync("**/_framework/**", route => route.AbortAsync());
        await window.Page.GotoAsync("/");

        ILocator body = window.Page.Locator("body");
        await Assertions.Expect(window.Page.Locator("html[data-live]")).ToHaveCountAsync(0);
        await Assertions.Expect(window.Page.Locator("h1")).ToHaveTextAsync("Overview");
        await Screenshots.TakeAsync(window, $"First-{scheme}");
        await Assertions.Expect(body).ToHaveCSSAsync("background-color", background);
        await Assertions.Expect(body).ToHaveCSSAsync("color", text);
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
