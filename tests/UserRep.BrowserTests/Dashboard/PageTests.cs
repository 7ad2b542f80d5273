using Microsoft.Playwright;
using UserRep.BrowserTests.Browsing;
using Xunit;

namespace UserRep.BrowserTests.Dashboard;

/// <summary>What holds of every page.</summary>
public class PageTests(DashboardFixture dashboard)
{
    public static TheoryData<string, string> Pages => new()
    {
        { "/", "Overview" },
        { "/versions", "Versions" },
        { "/versions/demo", "Version demo" },
        { "/versions/next", "Version next" },
        { "/versions/demo/report", "Report of demo" },
        { "/versions/next/report", "Report of next" },
        { "/consumers", "Consumers" },
        { "/users", "Users" },
        { "/cluster", "Cluster" },
        { "/runbook", "Runbook" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task It_opens_with_its_heading_and_no_complaint_and_asks_no_other_host(string path, string heading)
    {
        await using Window window = await dashboard.OpenAsync();
        await window.GoAsync(path);

        Assert.Equal(heading, await window.Page.Locator("h1").InnerTextAsync());
        Assert.EndsWith(" · UserRep", await window.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
        Assert.Empty(window.Elsewhere);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task It_has_no_grave_violation_of_accessibility_in_light_and_dark(string path, string heading)
    {
        await using Window window = await dashboard.OpenAsync();
        await window.GoAsync(path);
        await Screenshots.TakeAsync(window, $"{heading}-Light");
        await Axe.NothingGraveAsync(window.Page);

        await window.DarkenAsync();
        await Screenshots.TakeAsync(window, $"{heading}-Dark");
        await Axe.NothingGraveInColoursAsync(window.Page);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task It_fits_a_phone(string path, string heading)
    {
        await using Window window = await dashboard.OpenAsync(360, 740);
        await window.GoAsync(path);
        await Screenshots.TakeAsync(window, $"{heading}-Phone");

        Assert.Equal(360, await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await Axe.NothingGraveAsync(window.Page);
    }

    [Fact]
    public async Task A_report_shows_its_evaluation_and_its_pictures()
    {
        await using Window window = await dashboard.OpenAsync();
        await window.GoAsync("/versions/demo");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Report: how good it is" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Heading, new() { Name = "Report of demo" }).WaitForAsync();
        await window.Page.GetByRole(AriaRole.Heading, new() { Name = "Findings" }).WaitForAsync();

        // The demo's report is of encoders of its own, and does not pass for one of the encoder that is served.
        Assert.Contains("not of the encoder in this bundle", await window.Page.GetByRole(AriaRole.Region, new() { Name = "How good it is" }).First.InnerTextAsync(), StringComparison.Ordinal);

        // Each is loaded when it is looked at, and is a picture.
        ILocator pictures = window.Page.Locator("main img");
        Assert.Equal(5, await pictures.CountAsync());
        foreach (ILocator picture in await pictures.AllAsync())
        {
            await picture.ScrollIntoViewIfNeededAsync();
            await Assertions.Expect(picture).ToHaveJSPropertyAsync("complete", true);
            Assert.True(await picture.EvaluateAsync<int>("p => p.decode().then(() => p.naturalWidth)") > 100);
            Assert.NotEmpty(await picture.GetAttributeAsync("alt") ?? string.Empty);
        }

        Assert.Empty(window.Complaints);
        Assert.Empty(window.Elsewhere);
    }

    [Fact]
    public async Task The_reference_opens_and_asks_no_other_host()
    {
        await using Window window = await dashboard.OpenAsync();
        await window.Page.GotoAsync("/docs");

        await window.Page.GetByText("Accept events, all or none").First.WaitForAsync();
        await Screenshots.TakeAsync(window, "Reference", isWhole: false);
        Assert.Empty(window.Complaints);
        Assert.Empty(window.Elsewhere);
    }

    [Fact]
    public async Task A_script_that_is_not_the_service_s_own_does_not_run()
    {
        await using Window window = await dashboard.OpenAsync();
        await window.GoAsync("/");

        await window.Page.EvaluateAsync("() => { const script = document.createElement('script'); script.textContent = 'window.stranger = 1'; document.body.append(script); }");

        Assert.True(await window.Page.EvaluateAsync<bool>("window.stranger === undefined"));
        Assert.Contains("Content Security Policy", Assert.Single(window.Complaints), StringComparison.Ordinal);
    }
}
