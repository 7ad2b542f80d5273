using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>The service ends at named places of an erasure: once anything is removed, its receipt is found, says that it is open, and how far it is known to have come.</summary>
public sealed partial class ErasureKillTests : IAsyncLifetime
{
    private readonly SiloProcess _silo = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Before_its_receipt_is_stored_nothing_is_erased()
    {
        await SendAsync();

        await DiesAsync("receipt.before-write");

        Assert.DoesNotContain("its receipt is", _silo.Said, StringComparison.Ordinal);
        Assert.Equal(2, (await GetAsync("/v1/users/ann")).GetProperty("eventCount").GetInt64());
    }

    [Theory]
    [InlineData("snapshots.before-erase", 0)]
    [InlineData("receipt.before-write:2", 0)]
    [InlineData("receipt.before-write:3", 2)]
    public async Task In_the_midst_of_it_the_receipt_stays_open_until_somebody_erases_again(string failpoint, long known)
    {
        await SendAsync();

        await DiesAsync(failpoint);

        JsonElement open = await GetAsync($"/v1/erasures/{Receipt().Match(_silo.Said).Groups[1].Value}");
        Assert.Equal(("open", known, "operator"), (open.GetProperty("state").GetString(), open.GetProperty("events").GetInt64(), open.GetProperty("askedBy").GetString()));
        Assert.Contains("erase again", open.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, open.GetProperty("silent").GetArrayLength());

        using HttpResponseMessage answer = await _silo.Rest.DeleteAsync("/v1/users/ann", Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        JsonElement again = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("receipt");
        Assert.Equal(("finished", JsonValueKind.Null), (again.GetProperty("state").GetString(), again.GetProperty("detail").ValueKind));
        Assert.Equal(again.GetRawText(), (await GetAsync($"/v1/erasures/{again.GetProperty("id").GetString()}")).GetRawText());
        Assert.Equal(0, (await GetAsync("/v1/users/ann")).GetProperty("eventCount").GetInt64());
    }

    /// <summary>Has the service end at a place of an erasure, and start again.</summary>
    private async Task DiesAsync(string failpoint)
    {
        await _silo.KillAsync();
        _silo.Failpoint = failpoint;
        await _silo.StartAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _silo.Rest.DeleteAsync("/v1/users/ann", Cancellation));
        await _silo.DiedAsync();
        _silo.Failpoint = null;
        await _silo.StartAsync();
    }

    private async Task SendAsync()
    {
        object[] events = [new { eventId = "1", userId = "ann", type = "play" }, new { eventId = "2", userId = "ann", type = "play" }];
        using HttpResponseMessage answer = await _silo.Rest.PostAsJsonAsync("/v1/events", new { events }, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private Task<JsonElement> GetAsync(string path) => _silo.Rest.GetFromJsonAsync<JsonElement>(path, Cancellation);

    [GeneratedRegex("its receipt is ([0-9a-f]{32})")]
    private static partial Regex Receipt();
}
