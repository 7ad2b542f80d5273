using System.Net.Http.Json;
using Microsoft.Playwright;
using UserRep.BrowserTests.Browsing;
using Xunit;

namespace UserRep.BrowserTests.Dashboard;

/// <summary>What the page of a version shows.</summary>
public class VersionTests(DashboardFixture dashboard)
{
    private const int Users = 60;
    private const int Moves = 60;

    [Fact]
    public async Task A_version_without_a_plan_stands_beside_the_current_one_and_says_what_is_not_measured_yet()
    {
        await dashboard.RegisterAsync("beside");
        await using Window window = await dashboard.OpenAsync();
        await window.GoAsync("/versions/beside");
        ILocator card = window.Page.GetByRole(AriaRole.Region, new() { Name = "Beside the current version" }).First;
        await Assertions.Expect(card).ToContainTextAsync("From shadow on they are computed as events come.");
        await Assertions.Expect(Row(card, "Norm")).ToContainTextAsync("not measured yet");

        await MoveAsync("beside:shadow", new { share = 100 });
        await dashboard.SendAsync(Users);

        await Assertions.Expect(card).ToContainTextAsync("demo, current");
        await Assertions.Expect(Row(card, "Norm")).Not.ToContainTextAsync("not measured yet", new() { Timeout = 40_000 });
        await Assertions.Expect(Row(card, "Neighbour overlap")).ToContainTextAsync("10 nearest are the same in both");
        await Assertions.Expect(Row(card, "Encode p99")).Not.ToContainTextAsync("not measured yet");
        await Assertions.Expect(window.Page.GetByText("100 % of users have an up-to-date vector of it")).ToBeVisibleAsync();
        await Assertions.Expect(window.Page.GetByText("It follows no plan.")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(window, "Version-beside");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task The_history_of_a_version_goes_back_to_its_arrival_and_the_picture_with_it()
    {
        await dashboard.RegisterAsync("by-history");
        await MoveAsync("by-history:shadow", new { share = 10 });
        for (int i = 0; i < Moves / 2; i++)
        {
            await MoveAsync("by-history:rollback", new { });
            await MoveAsync("by-history:validate", new { });
        }

        await MoveAsync("by-history:rollback", new { });
        await using Window window = await dashboard.OpenAsync();
        await window.GoAsync("/versions/by-history");
        ILocator shadow = window.Page.Locator(".life li").Filter(new() { HasText = "shadow" });
        ILocator rows = window.Page.GetByRole(AriaRole.Region, new() { Name = "What was done to it" }).Locator("tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(50);
        await Assertions.Expect(shadow).ToHaveClassAsync("untold");
        await Screenshots.TakeAsync(window, "Version-history");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Show older" }).ClickAsync();

        await Assertions.Expect(rows).ToHaveCountAsync(Moves + 3);
        await Assertions.Expect(rows.Last).ToContainTextAsync("register");
        await Assertions.Expect(shadow).ToHaveClassAsync("past");
        await Assertions.Expect(window.Page.GetByText("That is all, from its arrival on.")).ToBeVisibleAsync();

        // What comes while the page is open stands first, and nothing that was read is lost.
        await MoveAsync("by-history:validate", new { });
        await Assertions.Expect(rows).ToHaveCountAsync(Moves + 4);
        await Assertions.Expect(rows.First).ToContainTextAsync("validate");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task What_is_done_to_consumers_is_seen_where_the_versions_are_though_none_of_them_moves()
    {
        await using Window window = await dashboard.OpenAsync();
        await window.GoAsync("/versions");
        ILocator rows = window.Page.GetByRole(AriaRole.Region, new() { Name = "The last changes of versions, consumers and switches" }).Locator("tbody tr");
        await Assertions.Expect(rows).Not.ToHaveCountAsync(0);

        using HttpResponseMessage put = await dashboard.Rest.PutAsJsonAsync("/v1/consumers/late-comer", new { accepts = (string[])["demo"] }, DashboardFixture.Cancellation);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(DashboardFixture.Cancellation));

        await Assertions.Expect(rows.Filter(new() { HasText = "late-comer" })).ToHaveCountAsync(1);
        using HttpResponseMessage gone = await dashboard.Rest.DeleteAsync("/v1/consumers/late-comer", DashboardFixture.Cancellation);
        Assert.True(gone.IsSuccessStatusCode, await gone.Content.ReadAsStringAsync(DashboardFixture.Cancellation));
        await Assertions.Expect(rows.Filter(new() { HasText = "late-comer" })).ToHaveCountAsync(2);
        Assert.Empty(window.Complaints);
    }

    private static ILocator Row(ILocator card, string figure) => card.Locator("tbody tr").Filter(new() { HasText = figure });

    private async Task MoveAsync(string what, object body)
    {
        using HttpResponseMessage answer = await dashboard.Rest.PostAsJsonAsync($"/v1/versions/{what}", body, DashboardFixture.Cancellation);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(DashboardFixture.Cancellation));
    }
}
