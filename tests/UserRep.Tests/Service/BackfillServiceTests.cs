using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Client;
using UserRep.Model.Features;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Model.Bundles;
using Xunit;
using UserEvent = UserRep.Client.UserEvent;

namespace UserRep.Tests.Service;

/// <summary>A backfill over REST, in a service that is killed in the middle of it.</summary>
public sealed class BackfillServiceTests : IAsyncLifetime
{
    private const int Users = 400;
    private const string Backfill = "/v1/versions/two/backfill";

    private readonly SiloProcess _silo = new("--UserRep:BackfillUsersPerSecond", "100", "--UserRep:BackfillCheckpointInterval", "100ms");
    private readonly TemporaryFolder _bundles = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _bundles.Dispose();
    }

    [Fact]
    public async Task Killed_in_the_middle_it_goes_on_by_itself_to_the_end()
    {
        await PublishAsync(new BundleMaker { Version = "one" }, makeCurrent: true);
        await SendAsync();
        await PublishAsync(new BundleMaker { Version = "two", Spec = new BundleMaker().Spec with { TimeScales = [TimeScale.FromDays(2)] } }, makeCurrent: false);
        JsonElement none = await StatusAsync();
        Assert.Equal(("none", 0, JsonValueKind.Null), (none.GetProperty("state").GetString(), none.GetProperty("coverage").GetDouble(), none.GetProperty("startedAt").ValueKind));

        JsonElement began = await PostAsync("two:backfill", HttpStatusCode.Accepted);
        Assert.Equal(Users, began.GetProperty("eventsTotal").GetInt64());
        JsonElement half = await UntilAsync(s => s.GetProperty("usersDone").GetInt64() >= 60);
        Assert.InRange(half.GetProperty("coverage").GetDouble(), 0.1, 0.9);
        await _silo.KillAsync();
        await _silo.StartAsync();

        // The checkpoint is at most a tenth of a second and a step older than what was said.
        Assert.InRange((await StatusAsync()).GetProperty("usersDone").GetInt64(), 20, Users);
        JsonElement done = await UntilAsync(s => s.GetProperty("state").GetString() == "done");
        Assert.Equal((Users, 1.0), (done.GetProperty("usersDone").GetInt64(), done.GetProperty("coverage").GetDouble()));
        Assert.Equal(began.GetProperty("startedAt").GetDateTimeOffset(), done.GetProperty("startedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_the_reason_and_what_is_done_is_told()
    {
        await PublishAsync(new BundleMaker { Version = "one" }, makeCurrent: true);
        await PublishAsync(new BundleMaker { Version = "two" }, makeCurrent: false);
        JsonElement problem = await PostAsync("three:backfill", HttpStatusCode.NotFound);
        Assert.Contains("one, two", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);

        await PostAsync("two:backfill", HttpStatusCode.Accepted);
        await UntilAsync(s => s.GetProperty("state").GetString() == "done");
        Assert.Equal("done", (await PostAsync("two:stopBackfill", HttpStatusCode.OK)).GetProperty("state").GetString());
        JsonElement[] entries = [.. (await _silo.Rest.GetFromJsonAsync<JsonElement>("/v1/history", Cancellation)).GetProperty("entries").EnumerateArray()];
        Assert.Equal(("backfill", "ann", "two"), (entries[^1].GetProperty("action").GetString(), entries[^1].GetProperty("actor").GetString(), entries[^1].GetProperty("version").GetString()));

        using HttpResponseMessage drained = await _silo.Rest.PostAsync("/v1/versions/two:drain", null, Cancellation);
        using HttpResponseMessage retired = await _silo.Rest.PostAsJsonAsync("/v1/versions/two:retire", new { force = true, reason = "test" }, Cancellation);
        Assert.Equal(HttpStatusCode.OK, retired.EnsureSuccessStatusCode().StatusCode);
        problem = await PostAsync("two:backfill", HttpStatusCode.Conflict);
        Assert.Equal(("urn:userrep:problem:conflict", true), (problem.GetProperty("type").GetString(), problem.GetProperty("detail").GetString()!.Contains("retired", StringComparison.Ordinal)));
    }

    private async Task PublishAsync(BundleMaker maker, bool makeCurrent)
    {
        string folder = Path.Combine(_bundles.Path, maker.Version);
        maker.Write(folder);
        await ServedModel.PublishAsync(_silo.Rest, folder, makeCurrent);
    }

    private async Task SendAsync()
    {
        await using UserRepClient client = _silo.Client();
        await client.PublishAsync([.. Enumerable.Range(0, Users).Select(u => new UserEvent { UserId = $"user-{u}", EventId = "1", Type = "play", ItemId = $"item-{u % 20}" })], Cancellation);
    }

    private async Task<JsonElement> PostAsync(string what, HttpStatusCode expected)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"/v1/versions/{what}") { Headers = { { "x-actor", "ann" } } };
        using HttpResponseMessage answer = await _silo.Rest.SendAsync(request, Cancellation);
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private Task<JsonElement> StatusAsync() => _silo.Rest.GetFromJsonAsync<JsonElement>(Backfill, Cancellation);

    private async Task<JsonElement> UntilAsync(Func<JsonElement, bool> condition)
    {
        using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        giveUp.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            JsonElement status = await StatusAsync();
            if (condition(status))
            {
                return status;
            }

            giveUp.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
