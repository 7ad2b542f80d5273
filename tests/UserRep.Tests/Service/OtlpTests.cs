using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using UserRep.Testing;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>What the service sends to an OTLP receiver, of which this is the plainest: it takes everything.</summary>
public sealed class OtlpTests : IAsyncDisposable
{
    // Some may be found in the log before they are delivered, and are followed no further.
    private const int Users = 20;

    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    private readonly SiloFolders _folders = new();
    private readonly HttpListener _receiver = new();
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = new();
    private readonly Task _receiving;
    private readonly string _address = $"http://127.0.0.1:{LoopbackPort.Free()}/";

    public OtlpTests()
    {
        _receiver.Prefixes.Add(_address);
        _receiver.Start();
        _receiving = ReceiveAsync();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _receiver.Stop();
        await _receiving;
        _folders.Dispose();
    }

    [Fact]
    public async Task A_trace_goes_from_the_request_to_the_vector_and_metrics_and_logs_come_along()
    {
        await using (SiloProcess silo = new("--UserRep:OtlpEndpoint", _address, "--UserRep:TracePercent", "0", "--UserRep:ParityChecksPerSecond", "0", "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", "--UserRep:ModelDirectory", Path.GetDirectoryName(_folders.Bundle("one"))!))
        {
            await silo.StartAsync();
            _folders.Write(new BundleMaker { Version = "one" });
            using HttpResponseMessage registered = await silo.Rest.PostAsJsonAsync("/v1/versions", new { path = "one" }, Cancellation);
            Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
            using HttpResponseMessage current = await silo.Rest.PostAsync("/v1/versions/one:makeCurrent", null, Cancellation);
            Assert.Equal(HttpStatusCode.OK, current.StatusCode);

            // One that comes with no trace is not traced here.
            await SendAsync(silo, "bob", null);
            for (int user = 0; user < Users; user++)
            {
                await SendAsync(silo, $"ann-{user}", $"00-{Trace}-00f067aa0ba902b7-01");
            }

            // Not by reading their vectors, which would have them computed without the events having come.
            await Wait.UntilAsync(async () => (await silo.Rest.GetFromJsonAsync<JsonElement>("/v1/status", Cancellation)).GetProperty("vectorsComputed").GetInt64() == 1 + Users);

            // A user's id stands in these addresses, and in no span.
            foreach (string path in (string[])["/v1/users/ann-1", "/v1/users/ann-1/embedding?version=one", "/v1/users/ann-1/nothing"])
            {
                using HttpRequestMessage look = new(HttpMethod.Get, path) { Headers = { { "traceparent", $"00-{Trace}-00f067aa0ba902b7-01" } } };
                using HttpResponseMessage looked = await silo.Rest.SendAsync(look, Cancellation);
            }

            // What waits is sent when the service ends, and not by one that is killed.
            Assert.Equal(0, (await silo.StopAsync()).Code);
        }

        byte[] trace = Convert.FromHexString(Trace);
        byte[][] traces = [.. _received.Where(r => r.Path == "/v1/traces").Select(r => r.Body)];
        foreach (string span in (string[])["POST /v1/events", "GET /v1/users/{id}/embedding", "userrep.append", "userrep.apply", "userrep.vector"])
        {
            Assert.True(traces.Any(body => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(span)) >= 0), $"{span} is not among them: {string.Join(' ', traces.Select(t => Encoding.ASCII.GetString(t)))}");
        }

        Assert.True(traces.Sum(body => Count(body, trace)) >= 4);
        Assert.Equal(Users, traces.Sum(body => Count(body, Encoding.UTF8.GetBytes("userrep.append"))));
        Assert.Contains(_received, r => r.Path == "/v1/metrics" && r.Body.AsSpan().IndexOf("userrep.events.accepted"u8) >= 0);
        Assert.Contains(_received, r => r.Path == "/v1/logs" && r.Body.AsSpan().IndexOf("Application started"u8) >= 0);
        Assert.DoesNotContain(traces, body => body.AsSpan().IndexOf("ann-"u8) >= 0);
    }

    private static async Task SendAsync(SiloProcess silo, string user, string? trace)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/events") { Content = JsonContent.Create(new { events = new[] { new { eventId = "1", userId = user, type = "play", itemId = "item-1" } } }) };
        if (trace is not null)
        {
            request.Headers.Add("traceparent", trace);
        }

        using HttpResponseMessage response = await silo.Rest.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private static int Count(ReadOnlySpan<byte> body, ReadOnlySpan<byte> part)
    {
        int count = 0;
        for (int at = body.IndexOf(part); at >= 0; at = body.IndexOf(part))
        {
            count++;
            body = body[(at + part.Length)..];
        }

        return count;
    }

    private async Task ReceiveAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _receiver.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using MemoryStream body = new();
            await context.Request.InputStream.CopyToAsync(body, CancellationToken.None);
            _received.Enqueue((context.Request.Url!.AbsolutePath, body.ToArray()));
            context.Response.Close();
        }
    }
}
