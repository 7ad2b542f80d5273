using Microsoft.Playwright;
using UserRep.BrowserTests.Browsing;
using Xunit;

namespace UserRep.BrowserTests.Dashboard;

/// <summary>One user, as people see what the representation makes of them.</summary>
public class UserTests(DashboardFixture dashboard)
{
    [Fact]
    public async Task Somebody_is_looked_up_and_why_they_moved_and_what_would_move_them_is_shown()
    {
        await using Window window = await LookAsync("browser-7", ColorScheme.Light, 1280);
        IPage page = window.Page;
        await page.GetByText("✓ fresh").First.WaitForAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Modality" }).First.WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Explain" }).ClickAsync();
        await page.GetByText("With the last event the vector moved by").WaitForAsync();
        Assert.Contains("100 %", await page.GetByRole(AriaRole.Region, new() { Name = "By event" }).InnerTextAsync(), StringComparison.Ordinal);

        await page.GetByLabel("Type").FillAsync("listen");
        await page.GetByLabel("Item").FillAsync("track-000100");
        await page.GetByRole(AriaRole.Button, new() { Name = "Another event" }).ClickAsync();
        await page.GetByLabel("Item").Nth(1).FillAsync("track-000101");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compute" }).PressAsync("Enter");
        await page.GetByText("It would move by").WaitForAsync();
        await page.GetByText("Nearest then").First.WaitForAsync();
        await Screenshots.TakeAsync(window, "User-Light");
        await Axe.NothingGraveAsync(page);

        // None of it has happened, and nobody else is asked.
        Assert.DoesNotContain("track-000100", await dashboard.Rest.GetStringAsync("/v1/users/browser-7", DashboardFixture.Cancellation), StringComparison.Ordinal);
        Assert.Contains("\"eventCount\":1,", (await dashboard.Rest.GetStringAsync("/v1/users/browser-7", DashboardFixture.Cancellation)).Replace(" ", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("browser-7", page.Url, StringComparison.Ordinal);
        Assert.False(window.Complaints.Any(), string.Join(" | ", window.Complaints));
        Assert.Empty(window.Elsewhere);

        // From one to the next.
        string next = await page.Locator("button.link").First.InnerTextAsync();
        await page.Locator("button.link").First.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = next, Exact = true }).WaitForAsync();
    }

    [Fact]
    public async Task It_fits_a_phone_in_the_dark()
    {
        await using Window window = await LookAsync("browser-8", ColorScheme.Dark, 360);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Explain" }).ClickAsync();
        await window.Page.GetByText("With the last event the vector moved by").WaitForAsync();
        await Screenshots.TakeAsync(window, "User-Phone-Dark");

        Assert.Equal(360, await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await Axe.NothingGraveAsync(window.Page);
    }

    [Fact]
    public async Task What_cannot_be_is_told_and_who_is_not_known_has_the_vector_of_a_newcomer()
    {
        await using Window window = await LookAsync("somebody new", ColorScheme.Light, 1280);
        await window.Page.GetByText("Nobody knows this user").WaitForAsync();
        await window.Page.GetByText("cold: no event is known").First.WaitForAsync();

        await window.Page.GetByLabel("Type").FillAsync("listne");
        await window.Page.GetByLabel("Value").FillAsync("1");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Compute" }).ClickAsync();

        await window.Page.GetByText("Event 1, type: No served model knows the type").WaitForAsync();
    }

    private async Task<Window> LookAsync(string user, ColorScheme scheme, int width)
    {
        Window window = await dashboard.OpenAsync(width, 900, scheme);
        await window.GoAsync("/users");
        await window.Page.GetByLabel("User id").FillAsync(user);
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.GetByRole(AriaRole.Heading, new() { Name = user, Exact = true }).WaitForAsync();
        return window;
    }
}
