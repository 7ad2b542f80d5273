extern alias Silo;

using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Silo::UserRep.Silo.Access;
using Silo::UserRep.Silo.Hosting;
using UserRep.Grains.Hosting;
using UserRep.Tests.EventLog.Sqlite;
using Xunit;
using DataPlane = Silo::UserRep.Protocol.V1.UserRep;

namespace UserRep.Tests.Service.Access;

/// <summary>Every endpoint of a service with identities, asked by each of them and by somebody who is none of them.</summary>
public sealed class AccessTableTests : IAsyncLifetime
{
    // What is no file of a page that is not published yet. It asks for no scope, so that nobody has it.
    private const string AnyFile = "{**path:file}";

    private readonly TemporaryFolder _folder = new();
    private readonly SiloProcess _silo;

    public AccessTableTests()
    {
        string file = Path.Combine(_folder.Path, "identities.json");
        File.WriteAllText(file, AccessTable.File);
        _silo = new SiloProcess("--UserRep:IdentitiesFile", file, "--UserRep:OrleansDashboard", "true");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_route_is_in_the_table()
    {
        // As the service is put together, so that a route that no description names is seen, too.
        using TemporaryFolder data = new();
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        SiloOptions options = new() { Addresses = [new ListenAddress("127.0.0.1", 5080)], Grains = { DataDirectory = data.Path, OrleansDashboard = true } };
        builder.AddUserRepApi(options);
        await builder.AddUserRepSiloAsync(options.Grains, Cancellation);
        await using WebApplication app = builder.Build();
        app.MapUserRepApi();

        RouteEndpoint[] endpoints = [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Where(e => e.RoutePattern.RawText?.TrimStart('/') != AnyFile)];

        // What pages are made of, and what brings them to life: the same for everybody, and for whoever may see a page.
        RouteEndpoint[] files = [.. endpoints.Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)];
        RouteEndpoint[] circuits = [.. endpoints.Except(files).Where(e => e.RoutePattern.RawText is { } path && (path.TrimStart('/').StartsWith("_blazor", StringComparison.Ordinal) || path.TrimStart('/').StartsWith("_framework", StringComparison.Ordinal)))];
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Equal((file.RoutePattern.RawText, Policies.Known), (file.RoutePattern.RawText, Asked(file))));
        Assert.NotEmpty(circuits);
        Assert.All(circuits, circuit => Assert.Equal((circuit.RoutePattern.RawText, Scopes.DashboardView), (circuit.RoutePattern.RawText, Asked(circuit))));
        string[] routes = [.. endpoints.Except(files).Except(circuits).SelectMany(Names).Distinct()];
        string service = $"POST /{DataPlane.Descriptor.FullName}/";

        // The pages of the reference, and what they are made of, which comes with their package and is the same for everybody.
        string[] reference = [.. routes.Where(r => r.StartsWith("GET /docs", StringComparison.Ordinal))];
        foreach (string route in reference.Select(r => r.Split(' ')[1]))
        {
            bool isPage = route.Contains('{', StringComparison.Ordinal);
            string path = isPage ? "/docs/v1" : route;
            Assert.Equal((path, isPage ? HttpStatusCode.Unauthorized : HttpStatusCode.OK), (path, (await SendAsync(HttpMethod.Get, path, AccessTable.Stranger)).StatusCode));
            Assert.Equal((path, HttpStatusCode.OK), (path, (await SendAsync(HttpMethod.Get, path, AccessTable.Nobody)).StatusCode));
        }

        Assert.Equal(["/docs/favicon.svg", "/docs/scalar.aspnetcore.js", "/docs/scalar.js"], reference.Select(r => r.Split(' ')[1]).Where(r => !r.Contains('{', StringComparison.Ordinal)).Order());
        string[] rows = [.. AccessTable.Rest.Select(r => r.Endpoint), .. AccessTable.Grpc.Keys.Select(m => service + m)];
        Assert.Equal(string.Empty, string.Join('\n', routes.Except(rows).Except(reference).Order(StringComparer.Ordinal)));
        Assert.Equal(string.Empty, string.Join('\n', rows.Except(routes).Except(["GET /docs", "GET /docs/"]).Order(StringComparer.Ordinal)));
        Assert.Equal(DataPlane.Descriptor.Methods.Select(m => m.Name).Order(), AccessTable.Grpc.Keys.Order());

        JsonElement document = (await (await SendAsync(HttpMethod.Get, "/openapi/v1.json", AccessTable.Nobody)).Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("paths");
        Assert.Empty(document.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(m => $"{m.Name.ToUpperInvariant()} {path.Name}")).Except(AccessTable.Rest.Select(r => r.Endpoint)));
    }

    [Fact]
    public async Task Over_REST_each_may_do_what_the_table_says_and_nothing_else()
    {
        List<string> wrong = [];
        foreach (AccessRow row in AccessTable.Rest)
        {
            foreach (string caller in AccessTable.Callers)
            {
                using HttpResponseMessage answer = await SendAsync(row.Method, row.Path, caller, row.Body);
                bool isRight = row.Allowed.Contains(caller)
                    ? answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                    : answer.StatusCode == (caller == AccessTable.Stranger ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden) && await SaysWhyAsync(answer, caller);
                if (!isRight)
                {
                    wrong.Add($"{row.Endpoint} by {caller}: {answer.StatusCode}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Over_gRPC_each_may_do_what_the_table_says_and_nothing_else()
    {
        using HttpClient http = new() { BaseAddress = _silo.Grpc };
        List<string> wrong = [];
        foreach (MethodDescriptor method in DataPlane.Descriptor.Methods)
        {
            (string[] allowed, IMessage message) = AccessTable.Grpc[method.Name];
            foreach (string caller in AccessTable.Callers)
            {
                int status = await CallAsync(http, method.Name, message, caller);
                bool isRight = allowed.Contains(caller) ? status is not (7 or 16) : status == (caller == AccessTable.Stranger ? 16 : 7);
                if (!isRight)
                {
                    wrong.Add($"{method.Name} by {caller}: {status}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Where_there_is_nothing_whoever_is_known_is_told_so()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, "/nothing", AccessTable.Nobody)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await SendAsync(HttpMethod.Put, "/v1/status", AccessTable.Nobody)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(HttpMethod.Get, "/nothing", AccessTable.Stranger)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(HttpMethod.Put, "/v1/status", AccessTable.Stranger)).StatusCode);
    }

    private static string Asked(RouteEndpoint endpoint) => string.Join(" and ", endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).Distinct());

    private static IEnumerable<string> Names(RouteEndpoint endpoint) =>
        (endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { } methods ? methods : ["GET"]).Select(method => $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}");

    /// <summary>A problem that names the identity and what it lacks; nobody's key is told.</summary>
    private static async Task<bool> SaysWhyAsync(HttpResponseMessage answer, string caller)
    {
        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        string detail = problem.GetProperty("detail").GetString()!;
        return answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
            && (caller == AccessTable.Stranger ? detail.Contains("x-api-key", StringComparison.Ordinal) : detail.Contains($"\"{caller}\"", StringComparison.Ordinal) && detail.Contains(':', StringComparison.Ordinal))
            && !detail.Contains("secret", StringComparison.Ordinal);
    }

    /// <summary>Without a client of gRPC, which would have to know each method. What lasts is ended after a while.</summary>
    private static async Task<int> CallAsync(HttpClient http, string method, IMessage message, string caller)
    {
        byte[] body = new byte[5 + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(1), message.CalculateSize());
        message.WriteTo(body.AsSpan(5));
        using HttpRequestMessage request = new(HttpMethod.Post, $"/{DataPlane.Descriptor.FullName}/{method}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
            Headers = { { "te", "trailers" }, { "grpc-timeout", "500m" } },
        };
        Identify(request, caller);
        using HttpResponseMessage answer = await http.SendAsync(request, Cancellation);
        await answer.Content.ReadAsByteArrayAsync(Cancellation);
        return int.Parse((answer.Headers.TryGetValues("grpc-status", out IEnumerable<string>? head) ? head : answer.TrailingHeaders.GetValues("grpc-status")).Single(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void Identify(HttpRequestMessage request, string caller)
    {
        if (caller != AccessTable.Stranger)
        {
            request.Headers.Add("x-api-key", IdentitiesText.KeyOf(caller));
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string caller, string body = "{}")
    {
        using HttpRequestMessage request = new(method, path);
        if (method == HttpMethod.Post || method == HttpMethod.Put)
        {
            request.Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        }

        Identify(request, caller);
        return await _silo.Rest.SendAsync(request, Cancellation);
    }
}
