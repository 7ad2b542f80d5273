using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Client;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>Versions come and go by the hundred, each with a feature space, an item table and a session of its own: what they took is given back.</summary>
public sealed class UnloadTests : IAsyncLifetime
{
    private const int Warm = 60;
    private const int Cycles = 200;
    private const long MostGrowth = 40 << 20;

    private readonly SiloProcess _silo = new("--UserRep:DrainWindow", "0");
    private readonly TemporaryFolder _bundles = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _silo.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _bundles.Dispose();
    }

    [Fact]
    public async Task Two_hundred_versions_that_came_and_went_leave_no_memory_behind_and_the_current_one_as_it_was()
    {
        await PublishAsync("current", seed: 1);
        await PostAsync("/v1/versions/current:promote");
        await using UserRepClient client = _silo.Client();
        await client.PublishAsync([new UserEvent { UserId = "ann", EventId = "1", Type = "play", ItemId = "item-3" }], Cancellation);
        float[] before = (await ReadAsync("current")).ToArray();

        long settled = 0;
        for (int cycle = 1; cycle <= Cycles; cycle++)
        {
            string name = $"v{cycle}";
            await PublishAsync(name, seed: cycle + 1);
            Assert.Equal(6, (await ReadAsync(name)).Length);
            await PostAsync($"/v1/versions/{name}:drain");
            await PostAsync($"/v1/versions/{name}:retire", """{"deleteFiles": true}""");
            await Assert.ThrowsAsync<VersionRetiredException>(() => ReadAsync(name));
            settled = cycle == Warm ? _silo.ResidentBytes : settled;
        }

        Assert.Equal(["current"], Directory.GetDirectories(Path.Combine(_silo.Folder, "models")).Select(Path.GetFileName).Where(n => !n!.StartsWith('.')));
        Assert.True(_silo.ResidentBytes - settled < MostGrowth, $"{(_silo.ResidentBytes - settled) >> 20} MB more after {Cycles} versions than after {Warm}.");
        Assert.Equal(before, (await ReadAsync("current")).ToArray());

        async Task<ReadOnlyMemory<float>> ReadAsync(string version) => (await client.GetAsync("ann", new GetOptions { Version = version }, Cancellation)).Vector;
    }

    private async Task PublishAsync(string name, int seed)
    {
        string folder = Path.Combine(_bundles.Path, name);
        new BundleMaker { Version = name, EncoderSeed = seed, ItemSeed = seed }.Write(folder);
        await ServedModel.PublishAsync(_silo.Rest, folder, makeCurrent: false);
        Directory.Delete(folder, recursive: true);
    }

    private async Task PostAsync(string path, string body = "{}")
    {
        using StringContent content = new(body, new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage answer = await _silo.Rest.PostAsync(path, content, Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetRawText()}");
    }
}
