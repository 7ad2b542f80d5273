using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Grains.Encoding;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>The edges of REST, against the service as a process: odd ids, bodies that are none, limits.</summary>
public sealed class RestEdgeTests(RestEdgeTests.Service service) : IClassFixture<RestEdgeTests.Service>
{
    private const string Json = "application/json";
    private const string Lines = "application/x-ndjson";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a/b")]
    [InlineData("/")]
    [InlineData("a//b/")]
    [InlineData("x/embedding")]
    [InlineData("a%2Fb")]
    [InlineData("a%252Fb")]
    [InlineData("100%")]
    [InlineData("%zz%")]
    [InlineData("%FF%C3")]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("a?b#c&d=e")]
    [InlineData("a:b;c=d,e@f")]
    [InlineData("a\\b\"'<>{}|^`")]
    [InlineData("..a")]
    [InlineData("é日本/語🎵")]
    [InlineData("e\u0301")]
    [InlineData("*long*")]
    public async Task Any_id_that_events_can_have_can_be_read_and_erased(string id)
    {
        id = id == "*long*" ? new string('ж', 255) + "/" : id;
        using HttpResponseMessage accepted = await PostAsync("/v1/events", JsonSerializer.Serialize(new { events = new[] { new { eventId = "1", userId = id, type = "play" } } }), Json);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        long position = (await ReadAsync(accepted)).GetProperty("events")[0].GetProperty("position").GetInt64();
        string path = "/v1/users/" + Uri.EscapeDataString(id);

        JsonElement user = await GetAsync(path);
        Assert.Equal((id, 1), (user.GetProperty("userId").GetString(), user.GetProperty("eventCount").GetInt64()));
        JsonElement one = await GetAsync($"{path}/embedding?minPosition={position}");
        Assert.Equal((id, position), (one.GetProperty("userId").GetString(), one.GetProperty("position").GetInt64()));
        using HttpResponseMessage batch = await PostAsync("/v1/embeddings:batchGet", JsonSerializer.Serialize(new { userIds = new[] { id } }), Json);
        JsonElement first = (await ReadAsync(batch)).GetProperty("embeddings")[0];
        Assert.Equal((id, position), (first.GetProperty("userId").GetString(), first.GetProperty("position").GetInt64()));

        using HttpResponseMessage erased = await SendAsync(HttpMethod.Delete, path);
        JsonElement gone = await ReadAsync(erased);
        Assert.Equal((id, 1), (gone.GetProperty("userId").GetString(), gone.GetProperty("erasedEvents").GetInt64()));
        Assert.Equal("cold", (await GetAsync($"{path}/embedding")).GetProperty("freshness").GetString());
    }

    [Theory]
    [InlineData("GET", "/v1/users/*long*/embedding", 400, "256")]
    [InlineData("GET", "/v1/users/*long*", 400, "256")]
    [InlineData("DELETE", "/v1/users/*long*", 400, "256")]
    [InlineData("GET", "/v1/users/ann/embedding?asOf=99999999999999999", 400, "asOf")]
    [InlineData("GET", "/v1/users/%20/embedding", 400, "blank")]
    [InlineData("GET", "/v1/users/%20", 400, "blank")]
    [InlineData("GET", "/v1/users/ann/embedding?asOf=-1", 400, "asOf")]
    [InlineData("GET", "/v1/users/ann/embedding?asOf=", 400, "asOf")]
    [InlineData("GET", "/v1/users/ann/embedding?maxAge=-5s", 400, "maxAge")]
    [InlineData("GET", "/v1/users/ann/embedding?maxAge=99999999999999999d", 400, "maxAge")]
    [InlineData("GET", "/v1/users/ann/embedding?minPosition=99999999999999999999", 400, "minPosition")]
    [InlineData("GET", "/v1/users/ann/embedding?version=", 404, "nan")]
    [InlineData("GET", "/v1/users/ann/embedding?version=a%2Fb", 404, "a/b")]
    [InlineData("GET", "/v1/users/ann/embedding?version=%F0%9F%8E%B5", 404, "🎵")]
    [InlineData("POST", "/v1/versions/a%2Fb:makeCurrent", 404, "a%2Fb")]
    [InlineData("POST", "/v1/versions/a%25b:makeCurrent", 404, "a%b")]
    [InlineData("POST", "/v1/versions/no%20such:makeCurrent", 404, "no such")]
    [InlineData("GET", "/v1/nothing", 404, "")]
    [InlineData("PUT", "/v1/events", 405, "")]
    public async Task What_cannot_be_answered_is_a_problem_that_names_it(string method, string path, int status, string named)
    {
        using HttpResponseMessage answer = await SendAsync(new HttpMethod(method), path.Replace("*long*", new string('x', 257), StringComparison.Ordinal));

        await AssertProblemAsync(answer, status, named);
    }

    /// <summary>No client of ours sends such a path; a proxy may. To take x for y/z would erase somebody else.</summary>
    [Fact]
    public async Task A_path_that_is_put_together_by_the_server_names_nobody_by_guess()
    {
        using HttpRequestMessage request = new(HttpMethod.Delete, new Uri($"{service.Silo.Rest.BaseAddress}v1/users/x/../y%2Fz", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        using HttpResponseMessage answer = await service.Silo.Rest.SendAsync(request, Cancellation);

        await AssertProblemAsync(answer, 400, "..");
    }

    [Theory]
    [InlineData("/v1/events", "", Json, 400, "JSON")]
    [InlineData("/v1/events", "null", Json, 400, "events")]
    [InlineData("/v1/events", "[]", Json, 400, "events")]
    [InlineData("/v1/events", "{\"events\":[]}", Json, 400, "0 events")]
    [InlineData("/v1/events", "{\"events\":[null,1]}", Json, 400, "event 0")]
    [InlineData("/v1/events", "", Lines, 400, "0 events")]
    [InlineData("/v1/events", "\n\n", Lines, 400, "0 events")]
    [InlineData("/v1/events", "{}", null, 415, "application/json")]
    [InlineData("/v1/events", "{}", "text/plain", 415, "text/plain")]
    [InlineData("/v1/events", "{}", "application/jsonlines", 415, "application/jsonlines")]
    [InlineData("/v1/events", "{\"events\":[{\"eventId\":\"\\ud800\",\"userId\":\"ann\",\"type\":\"play\"}]}", Json, 400, "eventId")]
    [InlineData("/v1/events", "{\"events\":[{\"\\udc00\":1,\"eventId\":\"1\",\"userId\":\"ann\",\"type\":\"play\"}]}", Json, 400, "Unicode")]
    [InlineData("/v1/events", "{\"events\":[{\"eventId\":\"1\",\"userId\":\"ann\",\"type\":\"me\",\"attributes\":{\"a\":\"\\ud800\"}}]}", Json, 400, "Unicode")]
    [InlineData("/v1/events", "{\"events\":[{\"eventId\":\"1\",\"userId\":\"ann\",\"type\":\"play\",\"timestamp\":9223372036854775807}]}", Json, 400, "timestamp")]
    [InlineData("/v1/events", "{\"events\":[{\"eventId\":\"1\",\"userId\":\"ann\",\"type\":\"play\",\"timestamp\":-9223372036854775808}]}", Json, 400, "timestamp")]
    [InlineData("/v1/events", "{\"events\":[{\"eventId\":\"1\",\"userId\":\"ann\",\"type\":\"play\",\"value\":1e400}]}", Json, 400, "value")]
    [InlineData("/v1/events", "{\"events\":[{\"eventId\":\"1\",\"userId\":\" \",\"type\":\"play\"}]}", Json, 400, "blank")]
    [InlineData("/v1/events", "*invalid*", Json, 400, "")]
    [InlineData("/v1/events", "*invalid*", Lines, 400, "UTF-8")]
    [InlineData("/v1/events", "*large*", Json, 413, "MaxBodyBytes")]
    [InlineData("/v1/events", "*large*", Lines, 413, "MaxBodyBytes")]
    [InlineData("/v1/events", "*many*", Lines, 413, "20 events")]
    [InlineData("/v1/embeddings:batchGet", "", Json, 400, "userIds")]
    [InlineData("/v1/embeddings:batchGet", "null", Json, 400, "userIds")]
    [InlineData("/v1/embeddings:batchGet", "{\"userIds\":[]}", Json, 400, "userIds")]
    [InlineData("/v1/embeddings:batchGet", "{\"userIds\":[null]}", Json, 400, "userIds")]
    [InlineData("/v1/embeddings:batchGet", "{\"userIds\":[1]}", Json, 400, "userIds")]
    [InlineData("/v1/embeddings:batchGet", "{\"userIds\":[\"ann\"],\"minPositions\":[1,2]}", Json, 400, "minPositions")]
    [InlineData("/v1/embeddings:batchGet", "{\"userIds\":[\"ann\"]}", "application/x-www-form-urlencoded", 415, "application/json")]
    [InlineData("/v1/embeddings:batchGet", "*users*", Json, 413, "20")]
    [InlineData("/v1/embeddings:batchGet", "*large*", Json, 413, "MaxBodyBytes")]
    [InlineData("/v1/versions", "", Json, 400, "application/zip")]
    [InlineData("/v1/versions", "", "application/zip", 422, "")]
    [InlineData("/v1/versions", "{}", "text/plain", 415, "application/zip")]
    [InlineData("/v1/versions", "null", Json, 400, "model directory")]
    [InlineData("/v1/versions", "{\"path\":\"../x\"}", Json, 400, "model directory")]
    [InlineData("/v1/versions", "*bundle*", "application/zip", 413, "MaxBundleBytes")]
    public async Task A_body_that_is_none_of_the_kind_or_beyond_the_limits_is_a_problem_that_names_it(string path, string body, string? type, int status, string named)
    {
        byte[] bytes = body switch
        {
            "*invalid*" => [.. "{\"eventId\":\""u8, 0xFF, 0xFE, .. "\",\"userId\":\"ann\",\"type\":\"play\"}"u8],
            "*large*" => Encoding.UTF8.GetBytes($$"""{"eventId":"1","userId":"{{new string('x', 70_000)}}","type":"play"}"""),
            "*many*" => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 21).Select(i => $$"""{"eventId":"{{i}}","userId":"bob","type":"play"}""" + "\n"))),
            "*users*" => JsonSerializer.SerializeToUtf8Bytes(new { userIds = Enumerable.Repeat("ann", 21) }),
            "*bundle*" => new byte[200_000],
            _ => Encoding.UTF8.GetBytes(body),
        };
        using ByteArrayContent content = new(bytes);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);

        using HttpResponseMessage answer = await service.Silo.Rest.PostAsync(path, content, Cancellation);

        await AssertProblemAsync(answer, status, named);
        Assert.Equal(0, (await GetAsync("/v1/users/ann")).GetProperty("eventCount").GetInt64() + (await GetAsync("/v1/users/bob")).GetProperty("eventCount").GetInt64());
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON")]
    public async Task A_type_is_read_as_types_are(string type)
    {
        using HttpResponseMessage answer = await PostAsync("/v1/embeddings:batchGet", """{"userIds":["cyd"]}""", type);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage answer, int status, string named)
    {
        string text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        JsonElement problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Contains(named, problem.TryGetProperty("detail", out JsonElement detail) ? detail.GetString() : "", StringComparison.Ordinal);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Get, path);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancellation)}");
        return await ReadAsync(answer);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body, string type)
    {
        using ByteArrayContent content = new(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        return await service.Silo.Rest.PostAsync(path, content, Cancellation);
    }

    /// <summary>The path goes out as it is written here.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path)
    {
        UriCreationOptions verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };
        using HttpRequestMessage request = new(method, new Uri(service.Silo.Rest.BaseAddress!.ToString().TrimEnd('/') + path, verbatim));
        return await service.Silo.Rest.SendAsync(request, Cancellation);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

    /// <summary>One service for the whole table.</summary>
    public sealed class Service : IAsyncLifetime
    {
        private readonly TemporaryFolder _bundle = new();

        public SiloProcess Silo { get; } = new(
            "--UserRep:MaxBodyBytes", "65536", "--UserRep:MaxEventsPerRequest", "20", "--UserRep:MaxUsersPerRead", "20", "--UserRep:MaxBundleBytes", "100000");

        public async ValueTask InitializeAsync()
        {
            await Silo.StartAsync();
            await ServedModel.PublishAsync(Silo.Rest, PoisonBundle.Write(Path.Combine(_bundle.Path, "b"), throws: false));
        }

        public async ValueTask DisposeAsync()
        {
            await Silo.DisposeAsync();
            _bundle.Dispose();
        }
    }
}
