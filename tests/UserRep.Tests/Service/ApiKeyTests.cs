using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Client;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>A service with keys, as those meet it who have one and who have not.</summary>
public sealed class ApiKeyTests : IAsyncLifetime
{
    private const string First = "the-first-long-and-secret-key";
    private const string Second = "the-second-long-and-secret-key";

    private readonly SiloProcess _silo = new("--UserRep:ApiKeys:0", First, "--UserRep:ApiKeys:1", Second);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Over_REST_nothing_but_its_health_is_told_without_a_key()
    {
        foreach (string path in (string[])["/v1/versions", "/v1/users/ann/embedding", "/openapi/v1.json", "/docs", "/", "/nothing", "/healthy"])
        {
            foreach (string? key in (string?[])[null, "", "a-wrong-and-rather-long-key", First[..^1]])
            {
                using HttpResponseMessage refused = await GetAsync(path, key);
                Assert.True(refused.StatusCode == HttpStatusCode.Unauthorized, $"{path}: {refused.StatusCode}");
                JsonElement problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
                Assert.Contains("x-api-key", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
                Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
            }

            foreach (string key in (string[])[First, Second])
            {
                using HttpResponseMessage admitted = await GetAsync(path, key);
                Assert.NotEqual(HttpStatusCode.Unauthorized, admitted.StatusCode);
            }
        }

        using HttpResponseMessage health = await GetAsync("/health/ready", null);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task Over_REST_events_and_versions_are_there_with_a_key_and_no_event_comes_in_without()
    {
        foreach ((string? key, HttpStatusCode status) in ((string?, HttpStatusCode)[])[(null, HttpStatusCode.Unauthorized), (Second, HttpStatusCode.Accepted)])
        {
            using HttpRequestMessage events = new(HttpMethod.Post, "/v1/events") { Content = JsonContent.Create(new { events = new[] { new { eventId = $"{key}", userId = "ann", type = "play" } } }) };
            using HttpResponseMessage answer = await SendAsync(events, key);
            Assert.Equal(status, answer.StatusCode);
        }

        using HttpResponseMessage user = await GetAsync("/v1/users/ann", First);
        Assert.Equal(1, (await user.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("eventCount").GetInt64());
        using HttpResponseMessage versions = await GetAsync("/v1/versions", First);
        Assert.Equal(HttpStatusCode.OK, versions.StatusCode);
    }

    [Fact]
    public async Task Over_gRPC_the_client_is_refused_without_the_key_and_works_with_it()
    {
        foreach (string? key in (string?[])[null, "a-wrong-and-rather-long-key"])
        {
            await using UserRepClient stranger = _silo.Client(o => (o.ApiKey, o.MaxRetries) = (key, 0));
            UserRepClientException[] refused =
            [
                await Assert.ThrowsAnyAsync<UserRepClientException>(() => stranger.ListVersionsAsync()),
                await Assert.ThrowsAnyAsync<UserRepClientException>(() => stranger.PublishAsync([new UserEvent { UserId = "bob", Type = "play" }])),
                await Assert.ThrowsAnyAsync<UserRepClientException>(() => stranger.GetAsync("bob").AsTask()),
            ];
            Assert.All(refused, error => Assert.Contains("key", error.Message, StringComparison.Ordinal));
        }

        await using UserRepClient client = _silo.Client(o => o.ApiKey = First);
        Assert.Empty(await client.ListVersionsAsync());
        Assert.False(Assert.Single(await client.PublishAsync([new UserEvent { UserId = "bob", Type = "play" }])).IsDuplicate);
        await Assert.ThrowsAsync<NoModelException>(() => client.GetAsync("bob").AsTask());
        using HttpResponseMessage user = await GetAsync("/v1/users/bob", First);
        Assert.Equal(1, (await user.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("eventCount").GetInt64());
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? key)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        return await SendAsync(request, key);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? key)
    {
        if (key is not null)
        {
            request.Headers.Add("x-api-key", key);
        }

        return await _silo.Rest.SendAsync(request, Cancellation);
    }
}
