using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Client;
using UserRep.Model.Compatibility;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Model.Bundles;
using UserRep.Tests.Model.Compatibility;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>Versions of different spaces go through their stages in a real service, and two consumers read all the while.</summary>
public sealed class RolloutTests : IAsyncLifetime
{
    private const int Users = 200;

    private readonly SiloProcess _silo = new("--UserRep:DrainWindow", "0");
    private readonly TemporaryFolder _bundles = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string[] Everybody => [.. Enumerable.Range(0, Users).Select(i => $"user-{i}")];

    public async ValueTask InitializeAsync()
    {
        await _silo.StartAsync();
        await PublishAsync("one", dimension: 4);
        await MoveAsync("one", "promote");
        await using UserRepClient client = _silo.Client();
        await client.PublishAsync([.. Everybody.Select(u => new UserEvent { UserId = u, EventId = "1", Type = "play", ItemId = "item-3" })], Cancellation);
        await PublishAsync("two", dimension: 6);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _bundles.Dispose();
    }

    [Fact]
    public async Task Each_consumer_gets_what_the_plan_has_for_it_and_never_what_it_has_no_head_for()
    {
        await using UserRepClient ranker = Consumer("ranker", "one");
        await using UserRepClient mailer = Consumer("mailer", "two", "one");
        Assert.Equal(("one", null), await RegisterAsync(mailer));
        Assert.All(await ReadAsync(mailer), version => Assert.Equal("one", version));

        // In the shadow nobody gets it.
        await MoveAsync("two", "shadow");
        Assert.All(await ReadAsync(mailer), version => Assert.Equal("one", version));

        await MoveAsync("two", "canary", new { share = 10 });
        string[] ten = await ReadAsync(mailer);
        Assert.InRange(ten.Count(v => v == "two"), 1, 50);
        Assert.Equal(("one", "two"), await RegisterAsync(mailer));
        Assert.All(await ReadAsync(ranker), version => Assert.Equal("one", version));

        await MoveAsync("two", "canary", new { share = 60 });
        string[] sixty = await ReadAsync(mailer);
        Assert.InRange(sixty.Count(v => v == "two"), 80, 160);
        Assert.All(ten.Zip(sixty), user => Assert.True(user.First == "one" || user.Second == "two"));
        Assert.Equal(sixty, await ReadAsync(mailer));

        // Many at once: in groups that together are everybody, each as when read alone; or all of one version.
        IReadOnlyList<UserVectors> groups = await mailer.GetGroupsAsync(Everybody, cancellationToken: Cancellation);
        Assert.Equal(["one", "two"], groups.Select(g => g.Version).Order());
        Assert.Equal(
            Everybody.Zip(sixty).Order(), groups.SelectMany(g => g.UserIds.Select((u, i) => (u, g[i].Version))).Order());
        Assert.All(groups, g => Assert.All(Enumerable.Range(0, g.Count), i => Assert.Equal((g.Version == "one" ? 4 : 6, g.UserIds[i]), (g[i].Vector.Length, g[i].UserId))));
        Assert.Equal("one", (await mailer.GetManyAsync(Everybody, cancellationToken: Cancellation)).Version);
        JsonElement batch = await PostAsync("/v1/embeddings:batchGet", new { userIds = Everybody, consumer = "mailer" });
        Assert.Equal(
            Everybody.Zip(sixty).Order(),
            batch.GetProperty("groups").EnumerateArray().SelectMany(g => g.GetProperty("embeddings").EnumerateArray()).Select(e => (e.GetProperty("userId").GetString()!, e.GetProperty("version").GetString()!)).Order());

        await MoveAsync("two", "promote");
        Assert.All(await ReadAsync(mailer), version => Assert.Equal("two", version));
        Assert.All(await ReadAsync(ranker), version => Assert.Equal("one", version));

        // Another process of it has fewer heads: what it has none for is withheld, whatever the others said.
        await using UserRepClient older = Consumer("mailer", "one");
        await RegisterAsync(older);
        await RegisterAsync(mailer);
        Assert.Contains("withheld", (await Assert.ThrowsAsync<VersionNotAcceptedException>(() => older.GetAsync("user-1", cancellationToken: Cancellation).AsTask())).Message, StringComparison.Ordinal);

        await MoveAsync("two", "rollback", new { reason = "worse" });
        Assert.All(await ReadAsync(mailer), version => Assert.Equal("one", version));
    }

    [Fact]
    public async Task A_switch_waits_for_who_is_late_and_then_moves_everybody_and_what_nobody_reads_is_retired()
    {
        await using UserRepClient ranker = Consumer("ranker", "one");
        await using UserRepClient mailer = Consumer("mailer", "two", "one");
        await RegisterAsync(ranker);
        await RegisterAsync(mailer);
        await MoveAsync("two", "shadow");
        await MoveAsync("two", "canary", new { share = 10 });

        string calledOff = (await PostAsync("/v1/switches", new { to = "two" }, HttpStatusCode.Created)).GetProperty("id").GetString()!;
        await PostAsync($"/v1/switches/{calledOff}:abort", new { reason = "not today" });
        JsonElement prepared = await PostAsync("/v1/switches", new { to = "two" }, HttpStatusCode.Created);
        Assert.Equal((false, "ranker"), (prepared.GetProperty("ready").GetBoolean(), prepared.GetProperty("late")[0].GetString()));
        string id = prepared.GetProperty("id").GetString()!;
        Assert.Equal([$"{id} prepared False ranker", $"{calledOff} aborted False "], await SwitchesAsync());
        Assert.Contains("ranker", (await PostAsync($"/v1/switches/{id}:commit", new { }, HttpStatusCode.Conflict)).GetProperty("detail").GetString(), StringComparison.Ordinal);

        await using UserRepClient both = Consumer("ranker", "one", "two");
        await RegisterAsync(both);
        Assert.True((await GetAsync($"/v1/switches/{id}")).GetProperty("ready").GetBoolean());
        Assert.Equal($"{id} prepared True ", (await SwitchesAsync())[0]);
        Assert.Equal("committed", (await PostAsync($"/v1/switches/{id}:commit", null)).GetProperty("state").GetString());
        Assert.Equal($"{id} committed False ", (await SwitchesAsync())[0]);
        Assert.All(await ReadAsync(both), version => Assert.Equal("two", version));
        Assert.All(await ReadAsync(mailer), version => Assert.Equal("two", version));

        // By name it can still be read; whoever still accepts nothing else is told so.
        Assert.Equal("one", (await both.GetAsync("user-1", new GetOptions { Version = "one" }, Cancellation)).Version);
        await RegisterAsync(ranker);
        await Assert.ThrowsAsync<VersionNotAcceptedException>(() => ranker.GetAsync("user-1", cancellationToken: Cancellation).AsTask());
        await RegisterAsync(both);

        JsonElement consumer = await GetAsync("/v1/consumers/ranker");
        Assert.True(consumer.GetProperty("readCounts").GetProperty("two").GetInt64() >= Users);
        Assert.Equal(1, consumer.GetProperty("readCounts").GetProperty("one").GetInt64());

        await MoveAsync("one", "retire", new { deleteFiles = true });
        VersionRetiredException retired = await Assert.ThrowsAsync<VersionRetiredException>(() => both.GetAsync("user-1", new GetOptions { Version = "one" }, Cancellation).AsTask());
        Assert.Contains("Those that can be read: two.", retired.Message, StringComparison.Ordinal);
        Assert.Equal("one", (await GetAsync("/v1/consumers/ranker")).GetProperty("retiredVersions")[0].GetString());
        Assert.False(Directory.Exists(Path.Combine(_silo.Folder, "models", "one")));
        Assert.All(await ReadAsync(both), version => Assert.Equal("two", version));

        await _silo.StopAsync();
        await _silo.StartAsync();
        Assert.All(await ReadAsync(both), version => Assert.Equal("two", version));

        // The same bundle again brings it back.
        await PublishAsync("one", dimension: 4);
        Assert.Equal("one", (await both.GetAsync("user-1", new GetOptions { Version = "one" }, Cancellation)).Version);
    }

    [Fact]
    public async Task The_history_says_who_did_what_and_what_was_current_when()
    {
        JsonElement two = await GetAsync("/v1/versions/two");
        long revision = two.GetProperty("revision").GetInt64();
        using (HttpRequestMessage stale = new(HttpMethod.Post, "/v1/versions/two:shadow") { Headers = { { "If-Match", $"\"{revision - 1}\"" } } })
        {
            using HttpResponseMessage refused = await _silo.Rest.SendAsync(stale, Cancellation);
            Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        }

        using (HttpRequestMessage seen = new(HttpMethod.Post, "/v1/versions/two:shadow") { Headers = { { "If-Match", $"\"{revision}\"" }, { "x-actor", "ann" } } })
        {
            using HttpResponseMessage moved = await _silo.Rest.SendAsync(seen, Cancellation);
            Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
            Assert.NotEqual($"\"{revision}\"", moved.Headers.ETag!.Tag);
        }

        await MoveAsync("two", "promote", new { force = true, reason = "hot fix" });
        JsonElement[] entries = [.. (await GetAsync("/v1/history")).GetProperty("entries").EnumerateArray()];
        Assert.Equal(
            [("operator", "register", "one", "validated"), ("operator", "promote", "one", "current"), ("operator", "register", "two", "validated"), ("ann", "shadow", "two", "shadow"), ("operator", "promote", "one", "draining"), ("operator", "promote", "two", "current")],
            entries.Select(e => (Text(e, "actor"), Text(e, "action"), Text(e, "version"), Text(e, "to"))));
        Assert.Equal(("hot fix", true), (Text(entries[^1], "reason"), entries[^1].GetProperty("forced").GetBoolean()));

        DateTimeOffset promoted = entries[^1].GetProperty("at").GetDateTimeOffset();
        Assert.Equal("two", Text(await GetAsync($"/v1/history?at={promoted:O}".Replace("+", "%2B", StringComparison.Ordinal)), "current"));
        Assert.Equal("one", Text(await GetAsync($"/v1/history?at={promoted.AddTicks(-1):O}".Replace("+", "%2B", StringComparison.Ordinal)), "current"));
    }

    [Fact]
    public async Task Of_a_retired_version_whoever_opted_in_gets_mapped_vectors_that_say_so_and_nobody_else_any()
    {
        string space = (await GetAsync("/v1/versions/one")).GetProperty("space").GetString()!;
        CompatibilityMap map = TestMaps.To("one", 5, 4, space);
        await PublishAsync("three", dimension: 5, map);
        await MoveAsync("three", "promote", new { force = true, reason = "test" });
        await MoveAsync("one", "retire");
        GetOptions old = new() { Version = "one" };

        await using UserRepClient careful = Consumer("careful", "one", "three");
        VersionRetiredException retired = await Assert.ThrowsAsync<VersionRetiredException>(() => careful.GetAsync("user-1", old, Cancellation).AsTask());
        Assert.Contains("opt in to vectors of three mapped to it", retired.Message, StringComparison.Ordinal);

        await using UserRepClient late = _silo.Client(options => options.Consumer = new ConsumerOptions { Name = "late", Accepts = ["one"], AllowsCompatible = true });
        UserVector mapped = await late.GetAsync("user-1", old, Cancellation);
        UserVector own = await late.GetAsync("user-1", new GetOptions { Version = "three" }, Cancellation);
        float[] expected = new float[4];
        map.Map(own.Vector.Span, expected);
        Assert.Equal(expected, mapped.Vector.ToArray());
        Assert.Equal(("one", space, own.Position), (mapped.Version, mapped.Space, mapped.Position));
        Assert.Equal(new CompatibleSource("three", map.Method, 0.875, 0.5, 0.125), mapped.Compatible);
        Assert.Null(own.Compatible);
        Assert.Equal(mapped.Vector.ToArray(), (await late.GetManyAsync(Everybody, old, Cancellation))[1].Vector.ToArray());

        JsonElement json = await GetAsync("/v1/users/user-1/embedding?consumer=late&version=one");
        Assert.Equal(("one", "three", 0.875), (Text(json, "version"), Text(json.GetProperty("compatible"), "from"), json.GetProperty("compatible").GetProperty("fidelity").GetProperty("cosine").GetDouble()));
        Assert.False((await GetAsync("/v1/users/user-1/embedding?consumer=late&version=three")).TryGetProperty("compatible", out _));

        // What another process of the consumer allowed, this one did not.
        await using UserRepClient sameName = _silo.Client(options => options.Consumer = new ConsumerOptions { Name = "late", Accepts = ["one"] });
        await sameName.RegisterConsumerAsync(Cancellation);
        await late.RegisterConsumerAsync(Cancellation);
        Assert.Contains("withheld", (await Assert.ThrowsAsync<VersionRetiredException>(() => sameName.GetAsync("user-1", old, Cancellation).AsTask())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_refused_with_the_reason()
    {
        Assert.Contains("v9", await DetailAsync(HttpMethod.Put, "/v1/consumers/c", new { accepts = Accepting("v9") }, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.StartsWith("accepts:", await DetailAsync(HttpMethod.Put, "/v1/consumers/c", new { }, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.StartsWith("leaseSeconds:", await DetailAsync(HttpMethod.Put, "/v1/consumers/c", new { accepts = Accepting("one"), leaseSeconds = -1 }, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("no consumer \"c\"", await DetailAsync(HttpMethod.Get, "/v1/users/ann/embedding?consumer=c", null, HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Contains("canary takes one that is shadow", await DetailAsync(HttpMethod.Post, "/v1/versions/two:canary", new { share = 5 }, HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.StartsWith("to:", await DetailAsync(HttpMethod.Post, "/v1/switches", new { }, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.StartsWith("at:", await DetailAsync(HttpMethod.Get, "/v1/history?at=yesterday", null, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.StartsWith("singleVersion:", await PackedAsync(), StringComparison.Ordinal);
    }

    private UserRepClient Consumer(string name, params string[] accepts) => _silo.Client(options => options.Consumer = new ConsumerOptions { Name = name, Accepts = accepts });

    private static async Task<(string?, string?)> RegisterAsync(UserRepClient client)
    {
        ConsumerRegistration registration = (await client.RegisterConsumerAsync(Cancellation))!;
        return (registration.Reads, registration.ReadsInCanary);
    }

    /// <summary>The version that each user's vector is of, read one by one and all at once.</summary>
    private static async Task<string[]> ReadAsync(UserRepClient client) =>
        [.. (await Task.WhenAll(Everybody.Select(u => client.GetAsync(u, cancellationToken: Cancellation).AsTask()))).Select(v => v.Vector.Length == (v.Version == "one" ? 4 : 6) ? v.Version : "mixed")];

    private async Task PublishAsync(string name, int dimension, params CompatibilityMap[] maps)
    {
        string folder = Path.Combine(_bundles.Path, name);
        if (!Directory.Exists(folder))
        {
            new BundleMaker { Version = name, Dimension = dimension, EncoderSeed = dimension, Compatibility = maps }.Write(folder);
        }

        await ServedModel.PublishAsync(_silo.Rest, folder, makeCurrent: false);
    }

    private Task<JsonElement> MoveAsync(string version, string action, object? body = null) => PostAsync($"/v1/versions/{version}:{action}", body);

    /// <returns>Of each switch its id, its state, whether it is ready, and who is late.</returns>
    private async Task<string[]> SwitchesAsync() =>
    [
        .. (await GetAsync("/v1/switches")).GetProperty("switches").EnumerateArray()
            .Select(s => $"{s.GetProperty("id")} {s.GetProperty("state")} {s.GetProperty("ready")} {string.Join(',', s.GetProperty("late").EnumerateArray())}"),
    ];

    private async Task<JsonElement> GetAsync(string path) => await _silo.Rest.GetFromJsonAsync<JsonElement>(path, Cancellation);

    private async Task<JsonElement> PostAsync(string path, object? body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using HttpResponseMessage answer = body is null ? await _silo.Rest.PostAsync(path, null, Cancellation) : await _silo.Rest.PostAsJsonAsync(path, body, Cancellation);
        string text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == expected, $"{path}: {answer.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private async Task<string> DetailAsync(HttpMethod method, string path, object? body, HttpStatusCode expected)
    {
        using HttpRequestMessage request = new(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using HttpResponseMessage answer = await _silo.Rest.SendAsync(request, Cancellation);
        string text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == expected, $"{path}: {answer.StatusCode} {text}");
        return Text(JsonSerializer.Deserialize<JsonElement>(text), "detail");
    }

    private async Task<string> PackedAsync()
    {
        using HttpResponseMessage put = await _silo.Rest.PutAsJsonAsync("/v1/consumers/c", new { accepts = Accepting("one") }, Cancellation);
        put.EnsureSuccessStatusCode();
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/embeddings:batchGet") { Content = JsonContent.Create(new { userIds = Everybody, consumer = "c" }), Headers = { { "Accept", "application/octet-stream" } } };
        using HttpResponseMessage answer = await _silo.Rest.SendAsync(request, Cancellation);
        return Text(await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation), "detail");
    }

    private static string[] Accepting(params string[] versions) => versions;

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
