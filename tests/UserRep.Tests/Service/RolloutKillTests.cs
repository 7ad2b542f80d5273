using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>The service is killed in the middle of every move: afterwards it was made or was not, and the history says which.</summary>
public sealed class RolloutKillTests : IAsyncLifetime
{
    private static readonly string[] _moves =
    [
        "versions/two:shadow", "versions/two:canary", "versions/two:promote", "versions/two:rollback", "versions/two:validate",
        "versions/two:shadow", "versions/two:canary", "switches", "switches/switch-1:commit", "versions/one:retire",
    ];

    private readonly SiloProcess _silo = new("--UserRep:DrainWindow", "0");
    private readonly TemporaryFolder _bundles = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Gets how often every move is killed: 1, or what USERREP_KILLS says.</summary>
    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("USERREP_KILLS"), CultureInfo.InvariantCulture, out int rounds) ? Math.Max(1, rounds / 5) : 1;

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _bundles.Dispose();
    }

    [Fact]
    public async Task A_move_is_made_or_not_and_the_history_says_which()
    {
        foreach (string name in (string[])["one", "two"])
        {
            string folder = Path.Combine(_bundles.Path, name);
            new BundleMaker { Version = name, EncoderSeed = name.Length + name[0] }.Write(folder);
            await ServedModel.PublishAsync(_silo.Rest, folder, makeCurrent: name == "one");
        }

        int made = 0;
        int notMade = 0;
        Random random = new(1);
        foreach (string move in _moves)
        {
            for (int round = 0; round < Rounds; round++)
            {
                long before = await RevisionAsync();
                Task<HttpResponseMessage> moving = SendAsync(move);
                await Task.WhenAny(moving, Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 50)), TimeProvider.System, Cancellation));
                bool isAnswered = moving.IsCompletedSuccessfully;
                await _silo.KillAsync();
                await Task.WhenAny(moving);
                await _silo.StartAsync();

                long after = await CheckAsync();
                Assert.True(after == before + 1 || (after == before && !isAnswered), $"{move}: {before} → {after}, answered: {isAnswered}");
                if (after > before)
                {
                    made++;
                    break;
                }

                notMade++;
            }

            if (!(await DoneAsync(move)))
            {
                using HttpResponseMessage answer = await SendAsync(move);
                Assert.True(answer.IsSuccessStatusCode, $"{move}: {await answer.Content.ReadAsStringAsync(Cancellation)}");
            }
        }

        JsonElement[] versions = [.. (await GetAsync("/v1/versions")).GetProperty("versions").EnumerateArray()];
        Assert.Equal(["one retired", "two current"], versions.Select(v => $"{v.GetProperty("version").GetString()} {v.GetProperty("state").GetString()}").Order());
        TestContext.Current.TestOutputHelper?.WriteLine($"{made} made, {notMade} not made");
    }

    /// <summary>Where everything stands is what the history says, and its entries follow one another.</summary>
    /// <returns>The last revision.</returns>
    private async Task<long> CheckAsync()
    {
        JsonElement history = await GetAsync("/v1/history");
        JsonElement[] entries = [.. history.GetProperty("entries").EnumerateArray()];
        Dictionary<string, string?> states = [];
        foreach (JsonElement entry in entries.Where(e => e.GetProperty("to").ValueKind == JsonValueKind.String))
        {
            string version = entry.GetProperty("version").GetString()!;
            Assert.Equal(states.GetValueOrDefault(version), entry.GetProperty("from").GetString());
            states[version] = entry.GetProperty("to").GetString();
        }

        JsonElement[] versions = [.. (await GetAsync("/v1/versions")).GetProperty("versions").EnumerateArray()];
        Assert.Equal(states, versions.ToDictionary(v => v.GetProperty("version").GetString()!, v => v.GetProperty("state").GetString()));
        string? current = versions.Where(v => v.GetProperty("state").GetString() == "current").Select(v => v.GetProperty("version").GetString()).SingleOrDefault();
        Assert.Equal(current, history.GetProperty("current").GetString());
        Assert.Equal(current, (await GetAsync("/v1/users/ann/embedding")).GetProperty("version").GetString());
        return entries[^1].GetProperty("revision").GetInt64();
    }

    private async Task<long> RevisionAsync() => (await GetAsync("/v1/history")).GetProperty("entries").EnumerateArray().Last().GetProperty("revision").GetInt64();

    private async Task<bool> DoneAsync(string move)
    {
        JsonElement last = (await GetAsync("/v1/history")).GetProperty("entries").EnumerateArray().Last();
        string action = move == "switches" ? "prepare" : move.Split(':')[1];
        return last.GetProperty("action").GetString() == action;
    }

    private Task<HttpResponseMessage> SendAsync(string move) => _silo.Rest.PostAsJsonAsync($"/v1/{move}", new { share = 10, reason = "test", to = "two" }, Cancellation);

    private async Task<JsonElement> GetAsync(string path) => await _silo.Rest.GetFromJsonAsync<JsonElement>(path, Cancellation);
}
