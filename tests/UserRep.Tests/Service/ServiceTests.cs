using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using UserRep.Client;
using UserRep.Tests.Training.Train;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>The service as its users meet it: a process, REST and the client library.</summary>
public sealed class ServiceTests(SimulatedSet set) : IClassFixture<SimulatedSet>, IAsyncLifetime
{
    private readonly SiloProcess _silo = new();

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task From_no_model_to_vectors_to_an_erased_user()
    {
        using (HttpResponseMessage none = await _silo.Rest.GetAsync("/v1/users/ann/embedding"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, none.StatusCode);
            Assert.Contains("no model yet", (await Problem(none)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        // Events that came before the first model count once there is one.
        await PostEventsAsync("""{"events":[{"eventId":"1","userId":"ann","type":"listen","itemId":"track-1"}]}""");
        string version = await ServedModel.PublishAsync(_silo.Rest, set.Bundle);
        JsonElement first = await GetAsync("/v1/users/ann/embedding?minPosition=1");
        Assert.Equal((version, 1, "fresh"), (first.GetProperty("version").GetString(), first.GetProperty("position").GetInt64(), first.GetProperty("freshness").GetString()));
        Assert.Equal(10, first.GetProperty("vector").GetArrayLength());
        Assert.Equal("cold", (await GetAsync("/v1/users/nobody/embedding")).GetProperty("freshness").GetString());

        JsonElement again = await PostEventsAsync(
            """{"events":[{"eventId":"1","userId":"ann","type":"like"},{"eventId":"2","userId":"ann","type":"onboard","itemId":"track-2"},{"eventId":"3","userId":"ann","type":"profile","attributes":{"country":"SE"}}]}""");
        Assert.Equal([true, false, false], again.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("duplicate").GetBoolean()));
        long position = again.GetProperty("events")[2].GetProperty("position").GetInt64();
        JsonElement second = await GetAsync($"/v1/users/ann/embedding?minPosition={position}&version={version}");
        Assert.NotEqual(first.GetProperty("vector").GetRawText(), second.GetProperty("vector").GetRawText());
        JsonElement user = await GetAsync("/v1/users/ann");
        Assert.Equal((3, position), (user.GetProperty("eventCount").GetInt64(), user.GetProperty("position").GetInt64()));

        using (HttpResponseMessage erased = await _silo.Rest.DeleteAsync("/v1/users/ann"))
        {
            Assert.Equal(3, (await erased.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("erasedEvents").GetInt64());
        }

        Assert.Equal("cold", (await GetAsync("/v1/users/ann/embedding")).GetProperty("freshness").GetString());
        Assert.Equal(0, (await GetAsync("/v1/users/ann")).GetProperty("eventCount").GetInt64());
        JsonElement back = await PostEventsAsync("""{"events":[{"eventId":"1","userId":"ann","type":"listen","itemId":"track-1"}]}""");
        Assert.False(back.GetProperty("events")[0].GetProperty("duplicate").GetBoolean());
        position = back.GetProperty("events")[0].GetProperty("position").GetInt64();
        await GetAsync($"/v1/users/ann/embedding?minPosition={position}");
        Assert.Equal(1, (await GetAsync("/v1/users/ann")).GetProperty("eventCount").GetInt64());
    }

    [Theory]
    [InlineData("/v1/users/ann/embedding?version=nope", 404, "nope")]
    [InlineData("/v1/users/ann/embedding?minPosition=99", 409, "99")]
    [InlineData("/v1/users/ann/embedding?maxAge=soon", 400, "soon")]
    [InlineData("/v1/users/ann/embedding?asOf=yesterday", 400, "yesterday")]
    [InlineData("/v1/users/ann/embedding?minPosition=-1", 400, "-1")]
    public async Task A_read_that_cannot_be_answered_says_what_is_wrong(string path, int status, string named)
    {
        await ServedModel.PublishAsync(_silo.Rest, set.Bundle);

        using HttpResponseMessage answer = await _silo.Rest.GetAsync(path);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(named, (await Problem(answer)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_events_are_all_named_and_none_is_kept()
    {
        string body = """{"events":[{"eventId":"1","userId":"ann","type":"listen"},{"eventId":2,"userId":"ann","type":"listen","when":"now"},{"userId":"ann","type":"listen","value":"much","timestamp":"soon"}]}""";
        using StringContent json = new(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await _silo.Rest.PostAsync("/v1/events", json);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            ["1 when", "1 eventId", "2 timestamp", "2 value", "2 eventId"],
            (await Problem(answer)).GetProperty("mistakes").EnumerateArray().Select(m => $"{m.GetProperty("index")} {m.GetProperty("field")}"));
        Assert.Equal(0, (await GetAsync("/v1/users/ann")).GetProperty("eventCount").GetInt64());

        using StringContent lines = new("{\"eventId\":\"1\",\"userId\":\"ann\",\"type\":\"listen\"}\n\n{oops\n", new MediaTypeHeaderValue("application/x-ndjson"));
        using HttpResponseMessage bad = await _silo.Rest.PostAsync("/v1/events", lines);
        Assert.Contains("line 3", await bad.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using StringContent good = new("{\"eventId\":\"1\",\"userId\":\"ann\",\"type\":\"listen\"}\n{\"eventId\":\"2\",\"userId\":\"ann\",\"type\":\"like\"}\n", new MediaTypeHeaderValue("application/x-ndjson"));
        using HttpResponseMessage accepted = await _silo.Rest.PostAsync("/v1/events", good);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal(2, (await GetAsync("/v1/users/ann")).GetProperty("eventCount").GetInt64());
    }

    [Fact]
    public async Task A_damaged_bundle_is_refused_and_what_is_served_stays()
    {
        string version = await ServedModel.PublishAsync(_silo.Rest, set.Bundle);
        using ByteArrayContent rubbish = new(new byte[5_000]) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } };

        using HttpResponseMessage answer = await _silo.Rest.PostAsync("/v1/versions", rubbish);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(version, (await GetAsync("/v1/users/ann/embedding")).GetProperty("version").GetString());
    }

    [Fact]
    public async Task After_a_clean_stop_versions_users_and_positions_are_there_again()
    {
        string version = await ServedModel.PublishAsync(_silo.Rest, set.Bundle);
        await PostEventsAsync("""{"events":[{"eventId":"1","userId":"ann","type":"listen","itemId":"track-1","timestamp":"2026-01-01T00:00:00Z"}]}""");
        JsonElement before = await GetAsync("/v1/users/ann/embedding?minPosition=1&asOf=2026-02-01T00:00:00Z");

        (int code, TimeSpan took) = await _silo.StopAsync();
        await _silo.StartAsync();

        Assert.Equal(0, code);
        Assert.True(took < TimeSpan.FromSeconds(6), $"Stopping took {took}.");
        JsonElement after = await GetAsync("/v1/users/ann/embedding?asOf=2026-02-01T00:00:00Z");
        Assert.Equal(version, after.GetProperty("version").GetString());
        Assert.Equal(before.GetProperty("vector").GetRawText(), after.GetProperty("vector").GetRawText());
        Assert.Equal(1, (await GetAsync("/v1/users/ann/embedding")).GetProperty("position").GetInt64());
    }

    [Fact]
    public async Task The_client_reads_its_writes_in_few_messages_and_watches()
    {
        string version = await ServedModel.PublishAsync(_silo.Rest, set.Bundle);
        await using UserRepClient client = _silo.Client(o => o.Version = version);
        using CancellationTokenSource watching = new();
        TaskCompletionSource<VectorChange> noticed = new();
        Task watch = Task.Run(async () =>
        {
            await foreach (VectorChange change in client.WatchAsync(["user-7"], cancellationToken: watching.Token))
            {
                noticed.TrySetResult(change);
            }
        });

        // A watch begins some time after the call; events go on until the first notice.
        long position = 0;
        for (int round = 0; !noticed.Task.IsCompleted; round++)
        {
            IReadOnlyList<PublishedEvent> published = await client.PublishAsync(
                [.. Enumerable.Range(0, 20).Select(u => new UserEvent { UserId = $"user-{u}", Type = "listen", ItemId = $"track-{u}", EventId = $"{round}-{u}" })]);
            Assert.All(published, p => Assert.False(p.IsDuplicate));
            position = published[7].Position;
            UserVector own = await client.GetAsync("user-7", new GetOptions { MinPosition = position });
            Assert.True(own.Position >= position);
        }

        VectorChange notice = await noticed.Task;
        Assert.Equal(("user-7", version), (notice.UserId, notice.Version));
        await watching.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);

        IReadOnlyList<PublishedEvent> twice = await client.PublishAsync([new UserEvent { UserId = "user-7", Type = "listen", EventId = "0-7" }]);
        Assert.True(twice[0].IsDuplicate);
        ulong before = client.ReadMessages;
        UserVector[] singles = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => client.GetAsync($"user-{i % 20}").AsTask()));
        Assert.All(singles, v => Assert.Equal(version, v.Version));
        Assert.True(client.ReadMessages - before < 150, $"{client.ReadMessages - before} messages for 200 reads.");
        before = client.ReadMessages;
        UserVectors many = await client.GetManyAsync([.. Enumerable.Range(0, 500).Select(i => $"user-{i}")]);
        Assert.Equal((1UL, 500), (client.ReadMessages - before, many.Count));
        Assert.Equal(singles[3].Vector.ToArray(), many[3].Vector.ToArray());
        Assert.Equal(Freshness.Cold, many[499].Freshness);

        VersionNotFoundException missing = await Assert.ThrowsAsync<VersionNotFoundException>(() => client.GetAsync("ann", new GetOptions { Version = "nope" }).AsTask());
        Assert.Contains(version, missing.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PositionNotReachedException>(() => client.GetAsync("user-7", new GetOptions { MinPosition = position + 1_000 }).AsTask());
        InvalidRequestException invalid = await Assert.ThrowsAsync<InvalidRequestException>(() => client.PublishAsync([new UserEvent { UserId = "", Type = "?" }]));
        Assert.Equal(["userId", "type"], invalid.Mistakes.Select(m => m.Field));
        Assert.Equal(version, Assert.Single(await client.ListVersionsAsync()).Version);
    }

    [Fact]
    public async Task Erasing_amid_events_leaves_what_came_after_and_nothing_else()
    {
        string version = await ServedModel.PublishAsync(_silo.Rest, set.Bundle);
        await using UserRepClient client = _silo.Client(o => o.Version = version);
        for (int round = 0; round < 40; round++)
        {
            string user = $"user-{round}";
            Task[] events =
            [
                .. Enumerable.Range(0, 6).Select(i => client.PublishAsync([new UserEvent { UserId = user, Type = "listen", ItemId = $"track-{i}" }])),
            ];
            if (round % 2 == 0)
            {
                await events[0];
            }

            using HttpResponseMessage erased = await _silo.Rest.DeleteAsync($"/v1/users/{user}");
            await Task.WhenAll(events);

            // The log tells how many are left; a vector of the log and the live one agree.
            UserVector ofLog = await client.GetAsync(user, new GetOptions { AsOf = TimeProvider.System.GetUtcNow().AddMinutes(1) });
            UserVector live = await client.GetAsync(user, new GetOptions { MinPosition = ofLog.Position });
            UserVector again = await client.GetAsync(user, new GetOptions { AsOf = live.AsOf });
            Assert.Equal((ofLog.Position, again.Freshness), (live.Position, live.Freshness == Freshness.Cold ? Freshness.Cold : Freshness.Fresh));
            Assert.All(again.Vector.ToArray().Zip(live.Vector.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        }
    }

    [Fact]
    public async Task Reads_go_on_after_the_service_was_gone_for_a_while()
    {
        await ServedModel.PublishAsync(_silo.Rest, set.Bundle);
        await using UserRepClient client = _silo.Client(o => (o.MaxRetries, o.RetryDelay) = (100, TimeSpan.FromMilliseconds(200)));
        await client.GetAsync("ann");

        await _silo.KillAsync();
        Task<UserVector> waiting = client.GetAsync("ann").AsTask();
        await _silo.StartAsync();

        Assert.Equal(Freshness.Cold, (await waiting).Freshness);
    }

    private static async Task<JsonElement> Problem(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    private async Task<JsonElement> GetAsync(string path)
    {
        using HttpResponseMessage answer = await _silo.Rest.GetAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<JsonElement> PostEventsAsync(string body)
    {
        using StringContent json = new(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await _silo.Rest.PostAsync("/v1/events", json);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
