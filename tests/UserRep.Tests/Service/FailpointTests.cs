using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>
/// The service ends at named places of what it does to versions: before the catalogue is written all is as it was, after that all is done,
/// and the history says which.
/// </summary>
public sealed class FailpointTests : IAsyncLifetime
{
    private const string Plan = """{"steps":[{"stage":"shadow","share":100,"minSamples":1000000},{"stage":"canary","share":10,"approval":"manual"}],"period":"1h"}""";

    private static readonly string[] _accepts = ["one"];

    private readonly SiloProcess _silo = new("--UserRep:DrainWindow", "0");
    private readonly TemporaryFolder _bundles = new();
    private int _leases;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Files => Path.Combine(_silo.Folder, "models", "one");

    public async ValueTask InitializeAsync()
    {
        await _silo.StartAsync();
        foreach (string name in (string[])["one", "two"])
        {
            string folder = Path.Combine(_bundles.Path, name);
            new BundleMaker { Version = name, EncoderSeed = name.Length + name[0] }.Write(folder);
            await ServedModel.PublishAsync(_silo.Rest, folder, makeCurrent: name == "one");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _bundles.Dispose();
    }

    [Fact]
    public async Task Before_the_write_nothing_is_done_and_after_it_all_is()
    {
        await DiesAsync("versions.before-write", "versions/two:shadow", isMade: false, next: "versions.after-write");
        await DiesAsync("versions.after-write", "versions/two:shadow", isMade: true, next: "versions.before-write");
        await DiesAsync("versions.before-write", "versions/two:canary", isMade: false, next: "versions.after-write");
        await DiesAsync("versions.after-write", "versions/two:canary", isMade: true, next: "versions.before-write");
        await DiesAsync("versions.before-write", "switches", isMade: false, next: "versions.after-write");
        await DiesAsync("versions.after-write", "switches", isMade: true, next: "versions.before-write");
        await DiesAsync("versions.before-write", "switches/switch-1:commit", isMade: false, next: "in-force.before");

        // Stored, and no silo serves it yet: the switch is made, for everybody.
        await DiesAsync("in-force.before", "switches/switch-1:commit", isMade: true, next: "versions.before-write");
        Assert.Equal(["one draining", "two current"], await StatesAsync());

        await DiesAsync("versions.before-write", "versions/one:retire", isMade: false, next: "files.before-delete");
        Assert.True(Directory.Exists(Files));
        await DiesAsync("files.before-delete", "versions/one:retire", isMade: true, next: "files.after-delete");
        Assert.True(Directory.Exists(Files));

        // What was left can be deleted still.
        await DiesAsync("files.after-delete", "versions/one:retire", isMade: false);
        Assert.False(Directory.Exists(Files));
        Assert.Equal(["one retired", "two current"], await StatesAsync());
    }

    [Fact]
    public async Task A_plan_is_followed_and_told_of_or_neither()
    {
        await DiesAsync("rollout.before-write", "versions/two/plan", isMade: false);
        Assert.Equal("notStarted", await PhaseAsync());
        await DiesAsync("rollout.after-write", "versions/two/plan", isMade: true);
        Assert.Equal("running", await PhaseAsync());
        await DiesAsync("versions.before-write", "versions/two:pause", isMade: true);
        await DiesAsync("versions.after-write", "versions/two:resume", isMade: true);
        Assert.Equal(["plan", "pause", "resume"], (await CheckAsync()).TakeLast(3).Select(e => e.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task A_page_of_the_history_that_was_written_for_nothing_is_written_again()
    {
        // A page is let go of with the 400th entry.
        for (int entries = (await CheckAsync()).Length; entries < 399; entries++)
        {
            await SendAsync("consumers/ads");
        }

        await DiesAsync("page.before-write", "consumers/ads", isMade: false);
        await DiesAsync("page.after-write", "consumers/ads", isMade: false);
        await SendAsync("consumers/ads");
        JsonElement[] all = await CheckAsync();

        Assert.Equal(400, all.Length);
        Assert.Equal(all.Select(e => e.GetProperty("revision").GetInt64()).Distinct().Order(), all.Select(e => e.GetProperty("revision").GetInt64()).Distinct());
        Assert.Equal(200, (await _silo.Rest.GetFromJsonAsync<JsonElement>("/v1/history", Cancellation)).GetProperty("next").GetInt64());
    }

    /// <summary>Has the service end at a place, and start again: to end at the next one, unless there is none or looking around would come to it.</summary>
    private async Task DiesAsync(string failpoint, string deed, bool isMade, string? next = null)
    {
        long revision = (await CheckAsync())[^1].GetProperty("revision").GetInt64();
        if (_silo.Failpoint != failpoint)
        {
            await _silo.KillAsync();
            _silo.Failpoint = failpoint;
            await _silo.StartAsync();
        }

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => SendAsync(deed));
        await _silo.DiedAsync();
        _silo.Failpoint = next;
        await _silo.StartAsync();

        // Looked at, a plan has the history told what it was not yet.
        await PhaseAsync();
        JsonElement last = (await CheckAsync())[^1];
        Assert.Equal((failpoint, deed, isMade ? 1 : 0), (failpoint, deed, (int)(last.GetProperty("revision").GetInt64() - revision)));
    }

    private async Task SendAsync(string deed)
    {
        using HttpResponseMessage answer = deed switch
        {
            "versions/two/plan" => await _silo.Rest.PutAsync($"/v1/{deed}", new StringContent(Plan, new MediaTypeHeaderValue("application/json")), Cancellation),
            "consumers/ads" => await _silo.Rest.PutAsJsonAsync($"/v1/{deed}", new { accepts = _accepts, leaseSeconds = 1_000 + ++_leases }, Cancellation),
            _ => await _silo.Rest.PostAsJsonAsync($"/v1/{deed}", new { share = 10, reason = "test", to = "two", deleteFiles = true }, Cancellation),
        };
        Assert.True(answer.IsSuccessStatusCode, $"{deed}: {await answer.Content.ReadAsStringAsync(Cancellation)}");
    }

    private async Task<string?> PhaseAsync() => (await _silo.Rest.GetFromJsonAsync<JsonElement>("/v1/versions/two/plan", Cancellation)).GetProperty("phase").GetString();

    private async Task<string[]> StatesAsync()
    {
        JsonElement versions = await _silo.Rest.GetFromJsonAsync<JsonElement>("/v1/versions", Cancellation);
        return [.. versions.GetProperty("versions").EnumerateArray().Select(v => $"{v.GetProperty("version").GetString()} {v.GetProperty("state").GetString()}").Order()];
    }

    /// <summary>Where everything stands is what the history says, and reads get what it says is current.</summary>
    /// <returns>The entries.</returns>
    private async Task<JsonElement[]> CheckAsync()
    {
        JsonElement history = await _silo.Rest.GetFromJsonAsync<JsonElement>("/v1/history?limit=1000", Cancellation);
        JsonElement[] entries = [.. history.GetProperty("entries").EnumerateArray()];
        Dictionary<string, string?> states = [];
        foreach (JsonElement entry in entries.Where(e => e.GetProperty("to").ValueKind == JsonValueKind.String))
        {
            string version = entry.GetProperty("version").GetString()!;
            Assert.Equal(states.GetValueOrDefault(version), entry.GetProperty("from").GetString());
            states[version] = entry.GetProperty("to").GetString();
        }

        Assert.Equal(states.Select(s => $"{s.Key} {s.Value}").Order(), await StatesAsync());
        string? current = states.SingleOrDefault(s => s.Value == "current").Key;
        Assert.Equal(current, history.GetProperty("current").GetString());
        Assert.Equal(current, (await _silo.Rest.GetFromJsonAsync<JsonElement>("/v1/users/ann/embedding", Cancellation)).GetProperty("version").GetString());
        return entries;
    }
}
