using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>More events than may wait for the log: some are to come back later, and nothing is lost or counted twice.</summary>
public sealed class IntakeFullTests : IAsyncLifetime
{
    private const int Events = 15_000;

    private readonly SiloProcess _silo = new("--UserRep:MaxEventsPerRequest", $"{Events}");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task What_finds_no_place_is_429_with_a_time_to_come_back_and_is_taken_then()
    {
        await PostAsync(0, 1);
        await using SqliteConnection other = new($"Data Source={Path.Combine(_silo.Folder, "events.db")};Pooling=False");
        await other.OpenAsync(Cancellation);
        Execute(other, "BEGIN IMMEDIATE");

        // One is being written, one waits; the place is for 20,000.
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(1, 4).Select(user => SendAsync(user, Events)));

        HttpResponseMessage[] busy = [.. answers.Where(a => a.StatusCode == HttpStatusCode.TooManyRequests)];
        Assert.True(busy.Length >= 2, string.Join(", ", answers.Select(a => a.StatusCode)));
        foreach (HttpResponseMessage answer in busy)
        {
            Assert.True(answer.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
            JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            Assert.Equal(("urn:userrep:problem:busy", 429), (problem.GetProperty("type").GetString(), problem.GetProperty("status").GetInt32()));
        }

        Execute(other, "ROLLBACK");

        // What waited is written in order: once this is there, nothing waits any more.
        await PostAsync(0, 2);
        for (int user = 1; user <= 4; user++)
        {
            await PostAsync(user, Events);
            Assert.Equal(Events, (await _silo.Rest.GetFromJsonAsync<JsonElement>($"/v1/users/user-{user}", Cancellation)).GetProperty("eventCount").GetInt64());
        }

        Array.ForEach(answers, a => a.Dispose());
    }

    private async Task PostAsync(int user, int count)
    {
        using HttpResponseMessage answer = await SendAsync(user, count);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<HttpResponseMessage> SendAsync(int user, int count)
    {
        using StringContent body = new(
            string.Join('\n', Enumerable.Range(0, count).Select(i => $$"""{"eventId":"{{i}}","userId":"user-{{user}}","type":"play"}""")), new MediaTypeHeaderValue("application/x-ndjson"));
        return await _silo.Rest.PostAsync("/v1/events", body, Cancellation);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }
}
