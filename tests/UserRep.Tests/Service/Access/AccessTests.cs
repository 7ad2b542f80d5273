extern alias Silo;

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Silo::UserRep.Silo.Access;
using UserRep.Client;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Model;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Service.Access;

/// <summary>What identities mean beyond being let in: who history and audit name, whom a consumer's key reads for, and how keys come and go.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly SiloProcess _silo;

    public AccessTests()
    {
        Write(
            IdentitiesText.One("ops", Scopes.VersionsManage, Scopes.UsersErase),
            IdentitiesText.One("reader", Scopes.EmbeddingsRead, Scopes.EventsWrite),
            IdentitiesText.Bound("ranker-team", "ranker", Scopes.EmbeddingsRead));
        _silo = new SiloProcess("--UserRep:IdentitiesFile", File);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder.Path, "identities.json");

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task History_and_audit_name_the_identity_and_no_user()
    {
        await PublishAsync("v1", null);
        await PublishAsync("v2", "ann");
        using HttpResponseMessage refused = await SendAsync(HttpMethod.Post, "/v1/versions/v2:promote", "reader");
        using HttpResponseMessage unknown = await SendAsync(HttpMethod.Post, "/v1/versions/v2:promote", null);
        using HttpResponseMessage erased = await SendAsync(HttpMethod.Delete, "/v1/users/secret-user", "ops");
        await using UserRepClient ranker = ClientOf("ranker-team", o => o.Consumer = new ConsumerOptions { Name = "ranker", Accepts = ["v1"] });
        await Assert.ThrowsAnyAsync<UserRepClientException>(() => ranker.GetAsync("bob", null, Cancellation).AsTask());
        using HttpResponseMessage reported = await SendAsync(HttpMethod.Post, "/v1/consumers/ranker/metrics", "ranker-team", """{"version": "v1", "metric": "clicks", "value": 1}""");
        using HttpResponseMessage others = await SendAsync(HttpMethod.Post, "/v1/consumers/other/metrics", "ranker-team", """{"version": "v1", "metric": "clicks", "value": 1}""");

        Assert.Equal(HttpStatusCode.OK, erased.StatusCode);
        JsonElement history = await (await SendAsync(HttpMethod.Get, "/v1/history", "reader")).Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        string[] actors = [.. history.GetProperty("entries").EnumerateArray().Select(e => $"{e.GetProperty("actor").GetString()}: {e.GetProperty("action").GetString()}")];
        Assert.Contains(actors, a => a.StartsWith("ops: ", StringComparison.Ordinal));
        Assert.Contains(actors, a => a.StartsWith("ops (ann): ", StringComparison.Ordinal));
        Assert.Contains(actors, a => a.StartsWith("ranker-team: ", StringComparison.Ordinal));
        foreach (string line in (string[])
        [
            "version.register of v1 by ops: 201, trace ",
            "version.promote of v2 by reader: 403, trace ",
            "version.promote of v2 by nobody who is known: 401, trace ",
            "user.erase of one user with 0 events, receipt ",
            "consumer.put of ranker by ranker-team: grpc 0, trace ",
            "consumer.report of ranker by ranker-team: 200, trace ",
            "consumer.report of other by ranker-team: 403, trace ",
            "UserRep.Audit[2301]",
        ])
        {
            await _silo.SaidAsync(line);
        }

        await Assert.ThrowsAsync<TimeoutException>(() => _silo.SaidAsync("secret-user").WaitAsync(TimeSpan.Zero, Cancellation));
    }

    [Fact]
    public async Task Who_is_bound_to_a_consumer_reads_for_it_alone()
    {
        foreach (string query in (string[])["", "?consumer=other", "?version=v1"])
        {
            using HttpResponseMessage refused = await SendAsync(HttpMethod.Get, $"/v1/users/ann/embedding{query}", "ranker-team");
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            string detail = (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString()!;
            Assert.All(["\"ranker-team\"", "\"ranker\""], part => Assert.Contains(part, detail, StringComparison.Ordinal));
        }

        using HttpResponseMessage batch = await SendAsync(HttpMethod.Post, "/v1/embeddings:batchGet", "ranker-team", """{"userIds": ["ann"], "consumer": "other"}""");
        Assert.Equal(HttpStatusCode.Forbidden, batch.StatusCode);
        using HttpResponseMessage own = await SendAsync(HttpMethod.Get, "/v1/users/ann/embedding?consumer=ranker", "ranker-team");
        Assert.Equal(HttpStatusCode.NotFound, own.StatusCode);

        await using UserRepClient nobodys = ClientOf("ranker-team");
        InvalidRequestException error = await Assert.ThrowsAsync<InvalidRequestException>(() => nobodys.GetAsync("ann", null, Cancellation).AsTask());
        Assert.Contains("\"ranker\"", error.Message, StringComparison.Ordinal);
        await using UserRepClient others = ClientOf("ranker-team", o => o.Consumer = new ConsumerOptions { Name = "other", Accepts = ["v1"] });
        await Assert.ThrowsAnyAsync<UserRepClientException>(() => others.GetAsync("ann", null, Cancellation).AsTask());
    }

    [Fact]
    public async Task A_key_is_rotated_without_a_gap_and_the_old_one_ends_what_it_began()
    {
        await using UserRepClient client = ClientOf("reader");
        await Assert.ThrowsAsync<NoModelException>(() => client.GetAsync("ann", null, Cancellation).AsTask());

        Write(Rotating("reader", "reader-two"));
        await _silo.SaidAsync("1 identities are in force.");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/v1/status", "reader-two")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/v1/status", "reader")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(HttpMethod.Get, "/v1/status", "ops")).StatusCode);
        await Assert.ThrowsAsync<NoModelException>(() => client.GetAsync("ann", null, Cancellation).AsTask());

        System.IO.File.WriteAllText(File, "not JSON");
        await _silo.SaidAsync("the former identities stay in force");
        string metrics = await (await SendAsync(HttpMethod.Get, "/metrics", "reader")).Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("userrep_access_identities_reload_failures_total 1", metrics.Replace("{}", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);

        Write(Rotating("reader-two", "reader-three"), IdentitiesText.One("new"));
        await _silo.SaidAsync("2 identities are in force.");
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(HttpMethod.Get, "/v1/status", "reader")).StatusCode);
        InvalidRequestException error = await Assert.ThrowsAsync<InvalidRequestException>(() => client.GetAsync("ann", null, Cancellation).AsTask());
        Assert.Contains("key", error.Message, StringComparison.Ordinal);
        await using UserRepClient second = ClientOf("reader-two");
        await Assert.ThrowsAsync<NoModelException>(() => second.GetAsync("ann", null, Cancellation).AsTask());
    }

    [Fact]
    public async Task It_does_not_start_with_a_file_that_is_wrong()
    {
        string file = Path.Combine(_folder.Path, "wrong.json");
        await System.IO.File.WriteAllTextAsync(file, IdentitiesText.Of(IdentitiesText.One("reader", "embeddings:raed")), Cancellation);
        await using SiloProcess silo = new("--UserRep:IdentitiesFile", file);

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(silo.StartAsync);

        Assert.Contains($"UserRep:IdentitiesFile is \"{file}\", and in it identities[0].scopes[0] is \"embeddings:raed\"; scopes are events:write, ", error.Message, StringComparison.Ordinal);
    }

    private static object Rotating(string first, string second) =>
        new { name = "reader", keyHashes = new[] { IdentitiesText.HashOf(first), IdentitiesText.HashOf(second) }, scopes = new[] { Scopes.EmbeddingsRead } };

    private UserRepClient ClientOf(string name, Action<UserRepClientOptions>? configure = null) => _silo.Client(o =>
    {
        (o.ApiKey, o.MaxRetries) = (IdentitiesText.KeyOf(name), 0);
        configure?.Invoke(o);
    });

    private void Write(params object[] identities) => System.IO.File.WriteAllText(File, IdentitiesText.Of(identities));

    private async Task PublishAsync(string version, string? actor)
    {
        using TempFolder folder = new();
        new BundleMaker { Version = version }.Write(folder["bundle"]);
        using HttpClient rest = new() { BaseAddress = _silo.Rest.BaseAddress };
        rest.DefaultRequestHeaders.Add("x-api-key", IdentitiesText.KeyOf("ops"));
        if (actor is not null)
        {
            rest.DefaultRequestHeaders.Add("x-actor", actor);
        }

        Assert.Equal(version, await ServedModel.PublishAsync(rest, folder["bundle"], makeCurrent: false));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? caller, string? body = null)
    {
        using HttpRequestMessage request = new(method, path) { Content = body is null ? null : new StringContent(body, MediaTypeHeaderValue.Parse("application/json")) };
        if (caller is not null)
        {
            request.Headers.Add("x-api-key", IdentitiesText.KeyOf(caller));
        }

        return await _silo.Rest.SendAsync(request, Cancellation);
    }
}
