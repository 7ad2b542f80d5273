using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Grains.Encoding;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>Whatever is wrong with whichever events of a request is told at once, be it their form or their content.</summary>
public sealed class BadEventsTests : IAsyncLifetime
{
    private const string Good = """{"eventId":"1","userId":"ann","type":"play"}""";

    private static readonly string[] _bad =
    [
        """{"eventId":{},"userId":"","type":"play"}""",
        Good,
        """{"userId":"ann","type":"dance","when":1}""",
        """{"eventId":"3","userId":"ann","type":7,"attributes":{"a":[]},"timestamp":"soon","value":1e400}""",
        """[1]""",
        """{"eventId":"5","userId":"ann","type":"play","itemId":" "}""",
        """{"eventId":"6","userId":"ann","type":"play","timestamp":"\ud800"}""",
    ];

    private static readonly string[] _mistakes =
    [
        "0 eventId", "0 userId", "2 when", "2 eventId", "2 type", "3 type", "3 timestamp", "3 attributes.a", "3 value", "4 *", "5 itemId", "6 timestamp",
    ];

    private readonly SiloProcess _silo = new();
    private readonly TemporaryFolder _bundle = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _silo.StartAsync();
        await ServedModel.PublishAsync(_silo.Rest, PoisonBundle.Write(Path.Combine(_bundle.Path, "b"), throws: false));
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _bundle.Dispose();
    }

    [Fact]
    public async Task As_JSON_and_as_lines_every_bad_event_is_named_with_every_mistake()
    {
        Assert.Equal(_mistakes.Select(m => m.Replace("*", "event", StringComparison.Ordinal)), await MistakesAsync(Encoding.UTF8.GetBytes($"{{\"events\":[{string.Join(',', _bad)}]}}"), "application/json"));
        Assert.Equal(_mistakes.Select(m => m.Replace("*", "line 5", StringComparison.Ordinal)), await MistakesAsync(Encoding.UTF8.GetBytes(string.Join('\n', _bad)), "application/x-ndjson"));
    }

    [Fact]
    public async Task A_line_that_is_no_JSON_or_no_UTF_8_hides_no_other()
    {
        byte[] lines = [.. Encoding.UTF8.Preamble, .. "{oops\n\n"u8, .. Encoding.UTF8.GetBytes(Good), .. "\r\n{\"eventId\":\""u8, 0xFF, .. "\",\"userId\":\"ann\"}\n{\"\xFF\":1}\n"u8, .. "{\"userId\":\"bob\",\"type\":\"play\"}"u8];
        lines[Array.LastIndexOf(lines, (byte)0xC3)] = 0xFF;

        Assert.Equal(["0 line 1", "2 eventId", "2 type", "3 line 5", "4 eventId"], await MistakesAsync(lines, "application/x-ndjson"));
    }

    [Fact]
    public async Task Lines_are_read_with_or_without_a_mark_before_them_and_in_any_script()
    {
        using ByteArrayContent body = new([.. Encoding.UTF8.Preamble, .. "{\"eventId\":\"1\",\"userId\":\"é日🎵\",\"type\":\"play\"}\r\n"u8]) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson") } };
        using HttpResponseMessage answer = await _silo.Rest.PostAsync("/v1/events", body, Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("é日🎵", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("events")[0].GetProperty("userId").GetString());
    }

    private async Task<string[]> MistakesAsync(byte[] body, string type)
    {
        using ByteArrayContent content = new(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using HttpResponseMessage answer = await _silo.Rest.PostAsync("/v1/events", content, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(0, (await _silo.Rest.GetFromJsonAsync<JsonElement>("/v1/users/ann", Cancellation)).GetProperty("eventCount").GetInt64());
        return [.. problem.GetProperty("mistakes").EnumerateArray().Select(m => $"{m.GetProperty("index")} {m.GetProperty("field").GetString()}")];
    }
}
