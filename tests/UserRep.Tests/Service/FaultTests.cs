using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Grains.Encoding;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>Damage and obstruction from outside: the service says what is wrong, goes on with the rest, and loses nothing.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private const string Moment = "2026-02-01T00:00:00Z";

    private readonly SiloProcess _silo = new("--UserRep:WriteTimeout", "00:00:01");
    private readonly TemporaryFolder _bundles = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _bundles.Dispose();
    }

    [Theory]
    [InlineData("states")]
    [InlineData("file")]
    public async Task Damaged_snapshots_are_passed_over_and_users_are_those_of_the_log(string what)
    {
        await ServeAsync("nan");
        using StringContent many = new(string.Join('\n', Enumerable.Range(0, 120).Select(i => Event($"{i}", $"user-{i % 2}"))), new MediaTypeHeaderValue("application/x-ndjson"));
        (await _silo.Rest.PostAsync("/v1/events", many, Cancellation)).EnsureSuccessStatusCode().Dispose();

        JsonElement[] before = [await GetAsync($"/v1/users/user-0/embedding?asOf={Moment}"), await GetAsync("/v1/users/user-1")];
        await GetAsync($"/v1/users/user-1/embedding?minPosition={before[1].GetProperty("position").GetInt64()}");
        Assert.Equal(0, (await _silo.StopAsync()).Code);
        string file = Path.Combine(_silo.Folder, "snapshots.db");
        if (what == "states")
        {
            Assert.NotEqual(0, Execute(file, "UPDATE snapshot SET state = zeroblob(length(state))"));
        }
        else
        {
            await File.WriteAllBytesAsync(file, new byte[20_000], Cancellation);
        }

        await _silo.StartAsync();

        Assert.Equal(before[0].GetProperty("vector").GetRawText(), (await GetAsync($"/v1/users/user-0/embedding?asOf={Moment}")).GetProperty("vector").GetRawText());
        JsonElement user = await GetAsync("/v1/users/user-1");
        Assert.Equal((60, before[1].GetProperty("position").GetInt64()), (user.GetProperty("eventCount").GetInt64(), user.GetProperty("position").GetInt64()));
        Assert.Equal(60, (await GetAsync("/v1/users/user-0")).GetProperty("eventCount").GetInt64());
        Assert.Equal(what == "file", File.Exists(file + ".damaged"));
    }

    [Fact]
    public async Task A_damaged_row_of_the_log_is_passed_over_told_and_counted_and_keeps_nobody_from_being_ready()
    {
        await ServeAsync("nan");
        long first = await PostAsync("1", "ann");
        long second = await PostAsync("2", "ann");
        await PostAsync("3", "bob");
        Assert.Equal(0, (await _silo.StopAsync()).Code);
        Assert.Equal(1, Execute(Path.Combine(_silo.Folder, "events.db"), $"UPDATE event SET attributes = 'ÿ{{' WHERE offset = {first} AND user_key = (SELECT user_key FROM user WHERE user_id = 'ann')"));
        File.Delete(Path.Combine(_silo.Folder, "snapshots.db"));

        await _silo.StartAsync();

        JsonElement ann = await GetAsync("/v1/users/ann");
        Assert.Equal((2, second), (ann.GetProperty("eventCount").GetInt64(), ann.GetProperty("position").GetInt64()));
        Assert.Equal(second, (await GetAsync($"/v1/users/ann/embedding?minPosition={second}")).GetProperty("position").GetInt64());
        Assert.Equal(1, (await GetAsync("/v1/users/bob")).GetProperty("eventCount").GetInt64());
        long third = await PostAsync("4", "ann");
        Assert.Equal(third, (await GetAsync($"/v1/users/ann/embedding?minPosition={third}")).GetProperty("position").GetInt64());
        string metrics = await _silo.Rest.GetStringAsync("/metrics", Cancellation);
        Assert.Matches(@"(?m)^userrep_log_damaged_total(\{.*\})? [1-9]", metrics);
    }

    [Fact]
    public async Task A_bundle_that_was_damaged_while_the_service_was_down_is_named_the_rest_is_served_and_it_can_be_given_again()
    {
        await ServeAsync("nan");
        await ServeAsync("throws");
        await PostAsync("1", "ann");
        JsonElement before = await GetAsync($"/v1/users/ann/embedding?version=throws&asOf={Moment}");
        await _silo.StopAsync();
        string encoder = Path.Combine(_silo.Folder, "models", "throws", "encoder.onnx");
        byte[] bytes = await File.ReadAllBytesAsync(encoder, Cancellation);
        bytes[bytes.Length / 2] ^= 0x40;
        await File.WriteAllBytesAsync(encoder, bytes, Cancellation);

        await _silo.StartAsync();

        JsonElement failed = (await GetAsync("/v1/versions")).GetProperty("versions").EnumerateArray().Single(v => v.GetProperty("version").GetString() == "throws");
        Assert.Equal("failed", failed.GetProperty("state").GetString());
        Assert.Contains("encoder.onnx", failed.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("nan", (await GetAsync("/v1/users/ann/embedding?version=nan")).GetProperty("version").GetString());
        await PostAsync("2", "ann");
        foreach (string path in (string[])["/v1/users/ann/embedding?version=throws", "/v1/users/ann/embedding"])
        {
            using HttpResponseMessage refused = await _silo.Rest.GetAsync(path, Cancellation);
            string detail = (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString()!;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.All(["\"throws\"", "encoder.onnx", "nan"], part => Assert.Contains(part, detail, StringComparison.Ordinal));
        }

        // Another model under its name is not taken for it; the same one is.
        new Tests.Model.Bundles.BundleMaker { Version = "throws" }.Write(Path.Combine(_bundles.Path, "another"));
        await Assert.ThrowsAsync<HttpRequestException>(() => ServedModel.PublishAsync(_silo.Rest, Path.Combine(_bundles.Path, "another"), makeCurrent: false));
        await ServedModel.PublishAsync(_silo.Rest, Path.Combine(_bundles.Path, "throws"), makeCurrent: false);
        JsonElement again = await GetAsync($"/v1/users/ann/embedding?version=throws&asOf={Moment}");
        Assert.Equal(before.GetProperty("vector").GetRawText(), again.GetProperty("vector").GetRawText());
        Assert.Equal("throws", (await GetAsync("/v1/users/ann/embedding")).GetProperty("version").GetString());
    }

    [Fact]
    public async Task A_version_that_cannot_be_served_is_not_made_current_until_it_is_mended_and_to_do_it_twice_changes_nothing()
    {
        await ServeAsync("throws");
        await ServeAsync("nan");
        await PostAsync("1", "ann");
        await _silo.StopAsync();
        string encoder = Path.Combine(_silo.Folder, "models", "throws", "encoder.onnx");
        byte[] whole = await File.ReadAllBytesAsync(encoder, Cancellation);
        await File.WriteAllBytesAsync(encoder, whole.AsMemory(0, whole.Length / 2), Cancellation);
        await _silo.StartAsync();

        using HttpResponseMessage refused = await MakeCurrentAsync("throws");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("encoder.onnx", (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("nan", (await GetAsync("/v1/users/ann/embedding")).GetProperty("version").GetString());

        await File.WriteAllBytesAsync(encoder, whole, Cancellation);
        for (int i = 0; i < 2; i++)
        {
            using HttpResponseMessage current = await MakeCurrentAsync("throws");
            Assert.Equal(HttpStatusCode.OK, current.StatusCode);
            Assert.Equal("current", (await current.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("state").GetString());
            Assert.Equal(("throws", 1), await ReadAsync());
        }

        Assert.Equal(["current", "draining"], (await GetAsync("/v1/versions")).GetProperty("versions").EnumerateArray().OrderByDescending(v => v.GetProperty("version").GetString()).Select(v => v.GetProperty("state").GetString()));

        async Task<(string?, long)> ReadAsync()
        {
            JsonElement vector = await GetAsync("/v1/users/ann/embedding");
            return (vector.GetProperty("version").GetString(), vector.GetProperty("position").GetInt64());
        }
    }

    [Fact]
    public async Task A_log_that_another_program_has_locked_answers_busy_and_takes_everything_up_again()
    {
        await ServeAsync("nan");
        await PostAsync("0", "ann");
        await using SqliteConnection other = new($"Data Source={Path.Combine(_silo.Folder, "events.db")};Pooling=False");
        await other.OpenAsync(Cancellation);
        Execute(other, "BEGIN IMMEDIATE");

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => SendAsync($"{i}", "ann")));

        Assert.All(answers, a => Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (a.StatusCode, a.Headers.RetryAfter?.Delta > TimeSpan.Zero)));
        Assert.Equal("fresh", (await GetAsync("/v1/users/ann/embedding")).GetProperty("freshness").GetString());
        Execute(other, "ROLLBACK");
        HashSet<long> positions = [];
        for (int i = 1; i <= 20; i++)
        {
            positions.Add(await PostAsync($"{i}", "ann"));
        }

        Assert.Equal(20, positions.Count);
        Assert.Equal(positions.Max(), (await GetAsync($"/v1/users/ann/embedding?minPosition={positions.Max()}")).GetProperty("position").GetInt64());
        Assert.Equal(21, (await GetAsync("/v1/users/ann")).GetProperty("eventCount").GetInt64());
        Array.ForEach(answers, a => a.Dispose());
    }

    private Task<string> ServeAsync(string bundle) => ServedModel.PublishAsync(_silo.Rest, PoisonBundle.Write(Path.Combine(_bundles.Path, bundle), throws: bundle == "throws"));

    private Task<HttpResponseMessage> MakeCurrentAsync(string version) => _silo.Rest.PostAsync($"/v1/versions/{version}:makeCurrent", null, Cancellation);

    private async Task<long> PostAsync(string id, string user)
    {
        using HttpResponseMessage answer = await SendAsync(id, user);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(Cancellation));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("events")[0].GetProperty("position").GetInt64();
    }

    private async Task<HttpResponseMessage> SendAsync(string id, string user)
    {
        using StringContent body = new($$"""{"events":[{{Event(id, user)}}]}""", Encoding.UTF8, "application/json");
        return await _silo.Rest.PostAsync("/v1/events", body, Cancellation);
    }

    private static string Event(string id, string user) => $$"""{"eventId":"{{id}}","userId":"{{user}}","type":"play","itemId":"item-{{id}}","timestamp":"2026-01-01T00:00:00Z"}""";

    private async Task<JsonElement> GetAsync(string path)
    {
        using HttpResponseMessage answer = await _silo.Rest.GetAsync(path, Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancellation)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private static int Execute(string file, string sql)
    {
        using SqliteConnection connection = new($"Data Source={file};Pooling=False");
        connection.Open();
        return Execute(connection, sql);
    }

    private static int Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = new(sql, connection);
        return command.ExecuteNonQuery();
    }
}
