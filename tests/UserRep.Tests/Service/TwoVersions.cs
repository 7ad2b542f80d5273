using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>A service with a current version v1 and a registered v2, that Ann asks over REST.</summary>
public sealed class TwoVersions : IAsyncLifetime
{
    private readonly SiloProcess _silo = new();
    private readonly TemporaryFolder _bundles = new();

    public HttpClient Rest => _silo.Rest;

    public async ValueTask InitializeAsync()
    {
        await _silo.StartAsync();
        await PublishAsync("v1", makeCurrent: true);
        await PublishAsync("v2", makeCurrent: false);
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _bundles.Dispose();
    }

    public async Task<JsonElement> AskAsync(HttpMethod method, string path, string? body = null, HttpStatusCode status = HttpStatusCode.OK, string type = "application/json")
    {
        using HttpRequestMessage request = new(method, path) { Content = body is null ? null : new StringContent(body, MediaTypeHeaderValue.Parse(type)), Headers = { { "x-actor", "ann" } } };
        using HttpResponseMessage answer = await Rest.SendAsync(request);
        Assert.True(status == answer.StatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task PublishAsync(string version, bool makeCurrent)
    {
        string folder = Path.Combine(_bundles.Path, version);
        new BundleMaker { Version = version }.Write(folder);
        await ServedModel.PublishAsync(Rest, folder, makeCurrent);
    }
}
