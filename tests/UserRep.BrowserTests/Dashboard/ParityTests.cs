using Microsoft.Playwright;
using UserRep.BrowserTests.Browsing;
using Xunit;

namespace UserRep.BrowserTests.Dashboard;

public class ParityTests(DashboardFixture dashboard)
{
    [Fact]
    public async Task A_version_page_says_how_many_vectors_were_held_against_the_log()
    {
        await dashboard.SendAsync(20);
        await using Window window = await dashboard.OpenAsync();
        await window.GoAsync("/versions/demo");
        ILocator card = window.Page.GetByRole(AriaRole.Region, new() { Name = "Held against the log" });

        await Assertions.Expect(card.Locator("[data-parity=checked]")).Not.ToHaveTextAsync("0", new() { Timeout = 30_000 });

        await Assertions.Expect(card.Locator("[data-parity=different]")).ToHaveTextAsync("0");
        Assert.Empty(window.Complaints);
    }
}
