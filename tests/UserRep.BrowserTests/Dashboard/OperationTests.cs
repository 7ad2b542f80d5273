using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using UserRep.BrowserTests.Browsing;
using Xunit;

namespace UserRep.BrowserTests.Dashboard;

/// <summary>What operators do in the browser is done in the service.</summary>
public class OperationTests(DashboardFixture dashboard)
{
    private const int ManyKeys = 120;

    [Fact]
    public async Task A_move_can_be_made_by_keyboard_alone_and_is_in_the_history()
    {
        await dashboard.RegisterAsync("by-keyboard");
        await using Window window = await dashboard.OpenAsync();
        await window.GoAsync("/versions/by-keyboard");

        await TabToAsync(window.Page, "Shadow");
        await window.Page.Keyboard.PressAsync("Enter");
        ILocator dialog = window.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("Nobody is served it.").WaitForAsync();
        await Screenshots.TakeAsync(window, "Dialog", isWhole: false);
        await Axe.NothingGraveAsync(window.Page);
        await TabToAsync(window.Page, "operation-reason");
        await window.Page.Keyboard.TypeAsync("to see it at work");
        await TabToAsync(window.Page, "Shadow");
        await window.Page.Keyboard.PressAsync("Enter");

        await window.Page.GetByText("by-keyboard is shadow with 100 %").WaitForAsync();
        JsonElement entry = (await HistoryAsync("by-keyboard"))[^1];
        Assert.Equal(("shadow", "dashboard", "to see it at work"), (entry.GetProperty("action").GetString(), entry.GetProperty("actor").GetString(), entry.GetProperty("reason").GetString()));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Of_two_who_decide_on_the_same_view_the_second_is_told_that_it_has_changed()
    {
        await dashboard.RegisterAsync("by-two");
        await using Window first = await dashboard.OpenAsync();
        await using Window second = await dashboard.OpenAsync();
        await OpenAsync(first, "by-two", "Roll back");
        await OpenAsync(second, "by-two", "Shadow");

        await ConfirmAsync(first, "Roll back");
        await first.Page.GetByText("by-two is rolled back").WaitForAsync();
        await ConfirmAsync(second, "Shadow");

        await second.Page.GetByRole(AriaRole.Dialog).GetByText("Version \"by-two\" has moved since").WaitForAsync();
        Assert.Equal("rollback", (await HistoryAsync("by-two"))[^1].GetProperty("action").GetString());
    }

    [Fact]
    public async Task What_is_not_allowed_says_why_and_does_nothing()
    {
        await dashboard.RegisterAsync("not-yet");
        await using Window window = await dashboard.OpenAsync();
        await window.GoAsync("/versions/not-yet");
        ILocator promote = window.Page.GetByRole(AriaRole.Button, new() { Name = "Promote", Exact = true });

        await promote.ClickAsync(new() { Force = true });

        Assert.Equal("true", await promote.GetAttributeAsync("aria-disabled"));
        await window.Page.GetByText("It is validated; this takes one that is canary.").WaitForAsync();
        Assert.Equal(0, await window.Page.GetByRole(AriaRole.Dialog).CountAsync());
    }

    [Fact]
    public async Task What_is_forced_needs_a_reason()
    {
        await dashboard.RegisterAsync("by-force");
        await using Window window = await dashboard.OpenAsync();
        await OpenAsync(window, "by-force", "Make current");
        await window.Page.GetByLabel("Do it though its vectors are known to differ from the log").CheckAsync();

        await ConfirmAsync(window, "Make current");

        await window.Page.GetByText("What is forced needs a reason").WaitForAsync();
        Assert.DoesNotContain(await HistoryAsync("by-force"), entry => entry.GetProperty("action").GetString() == "promote");
    }

    [Fact]
    public async Task Whatever_is_done_to_plans_and_backfills_takes_a_reason_that_is_in_the_history()
    {
        await dashboard.RegisterAsync("followed");
        await dashboard.RegisterAsync("with-reason");
        await using Window window = await dashboard.OpenAsync();
        await DoAsync("followed", "Follow the default plan", "a new try");

        // One that moves nothing meanwhile, so that the page shows the version as it is.
        using HttpResponseMessage put = await dashboard.Rest.PutAsJsonAsync(
            "/v1/versions/with-reason/plan", new { steps = (object[])[new { stage = "shadow", approval = "manual" }], period = "1h" }, DashboardFixture.Cancellation);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(DashboardFixture.Cancellation));
        await DoAsync("with-reason", "Pause the plan", "the weekend");
        await DoAsync("with-reason", "Resume the plan", "it is Monday");
        await DoAsync("with-reason", "Approve the next step", "figures seen");
        await DoAsync("with-reason", "Start the backfill", "before the canary");

        Assert.Contains("plan: a new try", await ToldAsync("followed"));
        Assert.Equal(["pause: the weekend", "resume: it is Monday", "approve: shadow 100 %: figures seen", "backfill: before the canary"], (await ToldAsync("with-reason"))[^4..]);
        await Assertions.Expect(window.Page.GetByText("before the canary")).ToBeVisibleAsync();
        Assert.Empty(window.Complaints);

        async Task DoAsync(string version, string operation, string reason)
        {
            await OpenAsync(window, version, operation);
            await window.Page.GetByRole(AriaRole.Dialog).GetByLabel("Reason").FillAsync(reason);
            await ConfirmAsync(window, operation);
            // Exactly: the dialog ends in "nothing is done.", and would be taken for the answer while it is still open.
            await window.Page.GetByText("Done.", new() { Exact = true }).WaitForAsync();
        }

        async Task<string[]> ToldAsync(string version) => [.. (await HistoryAsync(version)).Select(e => $"{e.GetProperty("action").GetString()}: {e.GetProperty("reason").GetString()}")];
    }

    private static async Task OpenAsync(Window window, string version, string operation)
    {
        await window.GoAsync($"/versions/{version}");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = operation, Exact = true }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
    }

    private static Task ConfirmAsync(Window window, string operation) =>
        window.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = operation, Exact = true }).ClickAsync();

    /// <summary>Goes on by Tab until something of that text or id has the focus.</summary>
    private static async Task TabToAsync(IPage page, string name)
    {
        for (int i = 0; i < ManyKeys; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("name => document.activeElement.id === name || document.activeElement.textContent.trim() === name", name))
            {
                return;
            }
        }

        Assert.Fail($"No key led to {name}.");
    }

    private async Task<JsonElement[]> HistoryAsync(string version)
    {
        JsonElement history = await dashboard.Rest.GetFromJsonAsync<JsonElement>("/v1/history", DashboardFixture.Cancellation);
        return [.. history.GetProperty("entries").EnumerateArray().Where(e => e.TryGetProperty("version", out JsonElement of) && of.GetString() == version)];
    }
}
