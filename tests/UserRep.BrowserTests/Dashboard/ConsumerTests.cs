using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using UserRep.BrowserTests.Browsing;
using Xunit;

namespace UserRep.BrowserTests.Dashboard;

/// <summary>What the page of the consumers shows.</summary>
public partial class ConsumerTests(DashboardFixture dashboard)
{
    private const int Vectors = 40;

    [Fact]
    public async Task It_shows_reads_a_second_and_who_keeps_a_version_by_the_rule_that_retires_it()
    {
        await dashboard.RegisterAsync("kept");
        Assert.True((await PostAsync("/v1/versions/kept:rollback")).IsSuccessStatusCode);
        using HttpResponseMessage put = await dashboard.Rest.PutAsJsonAsync("/v1/consumers/clinger", new { accepts = (string[])["kept"], pin = "kept" }, DashboardFixture.Cancellation);
        Assert.True(put.IsSuccessStatusCode);
        await dashboard.Rest.GetStringAsync("/v1/users/browser-1/embedding?version=kept", DashboardFixture.Cancellation);
        await using Window window = await dashboard.OpenAsync();
        await window.GoAsync("/consumers");

        // Nobody reads in its name: that is known after two looks, as a rate of nothing.
        ILocator who = Row(window, "Consumers", "clinger");
        await Assertions.Expect(who.Locator("td").Nth(5)).ToHaveTextAsync("0");
        for (int i = 0; i < Vectors; i++)
        {
            await dashboard.Rest.GetStringAsync("/v1/users/browser-1/embedding?consumer=clinger", DashboardFixture.Cancellation);
        }

        await Assertions.Expect(who.Locator("td").Nth(5)).ToHaveTextAsync(AboveZero());
        await Assertions.Expect(who).ToContainTextAsync("keeps kept from being retired");
        ILocator kept = Row(window, "What keeps versions from being retired", "kept");
        await Assertions.Expect(kept).ToContainTextAsync("rolled back");
        await Assertions.Expect(kept).ToContainTextAsync("somebody without a name");
        await Assertions.Expect(kept).ToContainTextAsync("when nobody would read it any more, and nobody has for");
        await Screenshots.TakeAsync(window, "Consumers-kept");

        // What the page says is what the service says.
        using HttpResponseMessage refused = await PostAsync("/v1/versions/kept:retire");
        Assert.Contains("clinger would read it", await refused.Content.ReadAsStringAsync(DashboardFixture.Cancellation), StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    private static ILocator Row(Window window, string table, string name) =>
        window.Page.GetByRole(AriaRole.Region, new() { Name = table, Exact = true }).Last.Locator("tbody tr").Filter(new() { Has = window.Page.GetByRole(AriaRole.Rowheader, new() { Name = name, Exact = true }) });

    [GeneratedRegex("^[1-9]|^0\\.[0-9]")]
    private static partial Regex AboveZero();

    private Task<HttpResponseMessage> PostAsync(string path) => dashboard.Rest.PostAsJsonAsync(path, new { }, DashboardFixture.Cancellation);
}
