extern alias Silo;

using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Google.Protobuf;
using Silo::UserRep.Protocol.V1;
using UserRep.Client;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Model.Bundles;
using UserRep.Tests.Service;
using Xunit;
using DataPlane = Silo::UserRep.Protocol.V1.UserRep;

namespace UserRep.Tests.Fuzzing;

/// <summary>The service as a process, sent what nobody would send: it answers with a mistake of the caller's, tells no error of its own, and grows no further than that.</summary>
public sealed class LiveFuzzTests : IAsyncLifetime
{
    private const int Share = 800;
    private const long MostGrowth = 512L << 20;
    private const int MostShown = 2_000;
    private const int GrpcUnknown = 2;
    private const int GrpcInternal = 13;

    private static readonly string[] _paths =
    [
        "/v1/events", "/v1/embeddings:batchGet", "/v1/users/ann", "/v1/users/ann/embedding", "/v1/versions", "/v1/versions/v1", "/v1/versions/v1/plan", "/v1/versions/v1/backfill", "/v1/versions/v1:promote", "/v1/versions/v1:canary",
        "/v1/versions/v1:shadow", "/v1/versions/v1:backfill", "/v1/consumers", "/v1/consumers/ranker", "/v1/consumers/ranker/metrics", "/v1/switches", "/v1/switches/1", "/v1/switches/1:commit", "/v1/history", "/v1/status", "/v1/vitals",
        "/v1/erasures/1", "/metrics", "/docs/v1", "/openapi/v1.json", "/sign-in", "/health/ready",
    ];

    private static readonly string[] _queries = ["", "?version=v1", "?consumer=ranker", "?maxAge=10s&minPosition=1", "?asOf=2026-01-01T00:00:00Z", "?since=1", "?limit=10&before=5", "?share=50", "?minPosition=9223372036854775807", "?maxAge=-1s", "?asOf=9999999999999999"];

    private static readonly (string Type, string Text)[] _bodies =
    [
        ("application/json", """{"events":[{"eventId":"e1","userId":"ann","type":"play","itemId":"item-1","timestamp":1780000000000,"value":1.5,"attributes":{"a":"b"}}]}"""),
        ("application/x-ndjson", """{"eventId":"e1","userId":"ann","type":"play"}"""),
        ("application/json", """{"userIds":["ann","bob"],"version":"v1","maxAge":"5m","minPositions":[1,2],"asOf":"2026-01-01T00:00:00Z","consumer":"ranker","singleVersion":true}"""),
        ("application/json", """{"accepts":["v1"],"pin":"v1","leaseSeconds":60,"allowsCompatible":true}"""),
        ("application/json", """{"version":"v1","metric":"clicks","values":[0,1,0.5],"higherIsBetter":true}"""),
        ("application/json", """{"steps":[{"stage":"shadow","share":50,"minSoak":"10m","minSamples":1000,"gates":[{"metric":"encodeErrorRate","max":0.001}]}]}"""),
        ("application/yaml", "steps:\n- stage: canary\n  share: 10\n  minSoak: 10m\n  approval: manual\n"),
        ("application/json", """{"bundle":"../../etc/passwd","reason":"r","force":true,"share":50,"from":"v1","to":"v2"}"""),
        ("application/zip", "PK\u0003\u0004"),
    ];

    private static readonly string[] _methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

    private readonly SiloProcess _silo = new("--UserRep:MaxBodyBytes", "100000");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _silo.StartAsync();
        using TemporaryFolder folder = new();
        string bundle = Path.Combine(folder.Path, "bundle");
        string zip = Path.Combine(folder.Path, "bundle.zip");
        new BundleMaker().Write(bundle);
        await System.IO.Compression.ZipFile.CreateFromDirectoryAsync(bundle, zip, Cancellation);
        using ByteArrayContent content = new(await File.ReadAllBytesAsync(zip, Cancellation)) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } };
        using HttpResponseMessage registered = await _silo.Rest.PostAsync("/v1/versions", content, Cancellation);
        registered.EnsureSuccessStatusCode();
        using HttpResponseMessage current = await _silo.Rest.PostAsync("/v1/versions/v1:makeCurrent", null, Cancellation);
        current.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync() => await _silo.DisposeAsync();

    [Fact]
    public async Task Over_REST()
    {
        Mutator paths = Fuzz.Mutator([.. _paths.SelectMany(p => _queries.Select(q => Encoding.ASCII.GetBytes(p + q)))], [.. ((string[])["%00", "%2e%2e/", "%2F", "//", ":", "?", "&", "%", "%ff", "\u00e9", "=", ";", "#"]).Select(Encoding.UTF8.GetBytes)]);
        Mutator[] bodies = [.. _bodies.Select(b => Fuzz.Mutator([Encoding.UTF8.GetBytes(b.Text)], JsonWords.All))];
        Random random = new(5);
        long before = _silo.ResidentBytes;
        for (int i = Fuzz.Inputs(Share); i > 0; i--)
        {
            int body = random.Next(_bodies.Length);
            string method = _methods[random.Next(_methods.Length)];
            string path = random.Next(3) == 0 ? PathOf(paths.Next()) : _paths[random.Next(_paths.Length)] + _queries[random.Next(_queries.Length)];
            byte[] sent = method is "GET" or "HEAD" ? [] : bodies[body].Next();
            using HttpResponseMessage answer = await SendAsync(method, path, _bodies[body].Type, sent);

            // What is being loaded answers 503 with when to come again.
            Assert.True(
                (int)answer.StatusCode < 500 || answer is { StatusCode: HttpStatusCode.ServiceUnavailable, Headers.RetryAfter: not null },
                $"{method} {path} was answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Cancellation)} Sent as {_bodies[body].Type}: {Convert.ToBase64String(sent)}");
        }

        await IsWellAsync(before);
    }

    [Fact]
    public async Task Over_gRPC()
    {
        (string Method, IMessage Message)[] calls =
        [
            ("Publish", new PublishRequest { Events = { new Event { EventId = "e1", UserId = "ann", Type = "play", ItemId = "item-1", TimestampMs = 1_780_000_000_000, Value = 1, Attributes = { new Silo::UserRep.Protocol.V1.Attribute { Name = "a", Value = "b" } } } } }),
            ("Read", new ReadRequest { Id = 1, UserIds = { "ann", "bob" }, Version = "v1", MaxAgeMs = 1_000, MinPositions = { 0, 0 } }),
            ("Read", new ReadRequest { Id = 2, UserIds = { "ann" }, Consumer = "ranker", SingleVersion = true, AsOfMs = 1_780_000_000_000 }),
            ("Read", new ReadRequest { Id = 3, UserIds = { "ann" }, AsOfMs = long.MaxValue }),
            ("Read", new ReadRequest { Id = 4, UserIds = { "ann" }, MaxAgeMs = long.MaxValue }),
            ("Watch", new WatchRequest { Version = "v1", UserIds = { "ann", "bob" } }),
            ("ListVersions", new ListVersionsRequest()),
            ("RegisterConsumer", new RegisterConsumerRequest { Name = "ranker", Accepts = { "v1" }, LeaseMs = 60_000 }),
            ("RegisterConsumer", new RegisterConsumerRequest { Name = "mailer", Accepts = { "v1" }, LeaseMs = long.MaxValue }),
        ];
        Mutator[] messages = [.. calls.Select(c => Fuzz.Mutator([c.Message.ToByteArray()], []))];
        Mutator[] frames = [.. calls.Select(c => Fuzz.Mutator([Frame(c.Message.ToByteArray()), [.. Frame(c.Message.ToByteArray()), .. Frame(c.Message.ToByteArray())]], []))];
        using HttpClient http = new() { BaseAddress = _silo.Grpc };
        Random random = new(6);
        long before = _silo.ResidentBytes;
        for (int i = Fuzz.Inputs(Share); i > 0; i--)
        {
            int call = random.Next(calls.Length);
            bool isWhole = random.Next(2) == 0;
            byte[] sent = isWhole ? Frame(messages[call].Next()) : frames[call].Next();
            (int status, string said) = await CallAsync(http, calls[call].Method, sent);

            // Where a frame or a message is none, the library that reads it says "internal" before the service sees it; the service itself never does.
            Assert.True(
                status is not (GrpcUnknown or GrpcInternal) || !said.Contains("Something went wrong", StringComparison.Ordinal),
                $"{calls[call].Method} was answered {status} {said}. Sent: {Convert.ToBase64String(sent)}");
        }

        await IsWellAsync(before);
    }

    private static byte[] Frame(byte[] message)
    {
        byte[] frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    /// <summary>As much of it as a client can send at all.</summary>
    private static string PathOf(byte[] path) => "/" + string.Concat(Encoding.Latin1.GetString(path).Where(c => c is > ' ' and < '\u007f' and not '#' and not '\\')).TrimStart('/');

    /// <summary>Calls a method. What ends with its deadline alone has a short one.</summary>
    private static async Task<(int Status, string Said)> CallAsync(HttpClient http, string method, byte[] body)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, $"/{DataPlane.Descriptor.FullName}/{method}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
            Headers = { { "te", "trailers" }, { "grpc-timeout", method == "Watch" ? "20m" : "5S" } },
        };
        using HttpResponseMessage answer = await http.SendAsync(request, Cancellation);
        await answer.Content.ReadAsByteArrayAsync(Cancellation);
        string[] Of(string name) => [.. (answer.Headers.TryGetValues(name, out IEnumerable<string>? head) ? head : answer.TrailingHeaders.TryGetValues(name, out IEnumerable<string>? tail) ? tail : [])];
        return (int.Parse(Of("grpc-status").Single(), CultureInfo.InvariantCulture), Uri.UnescapeDataString(string.Concat(Of("grpc-message"))));
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string type, byte[] body)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        }

        return await _silo.Rest.SendAsync(request, Cancellation);
    }

    /// <summary>It goes on, has told of no error of its own, and has not grown with what it was sent.</summary>
    private async Task IsWellAsync(long before)
    {
        foreach (string path in (string[])["/health/ready", "/v1/consumers", "/v1/versions", "/v1/vitals", "/v1/status", "/v1/history", "/"])
        {
            using HttpResponseMessage answer = await _silo.Rest.GetAsync(path, Cancellation);
            Assert.True(answer.IsSuccessStatusCode, $"{path} is answered {answer.StatusCode} by now.");
        }

        await using UserRepClient client = _silo.Client();
        Assert.Equal("v1", (await client.GetAsync("somebody", null, Cancellation)).Version);
        foreach (string told in (string[])["[2001]", "[2002]", "Unhandled exception"])
        {
            string said = _silo.Said;
            int at = said.IndexOf(told, StringComparison.Ordinal);
            Assert.True(at < 0, at < 0 ? string.Empty : said[at..Math.Min(said.Length, at + MostShown)]);
        }

        Assert.InRange(_silo.ResidentBytes, 0, before + MostGrowth);
    }
}
