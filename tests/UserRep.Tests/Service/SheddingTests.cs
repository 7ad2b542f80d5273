using System.Net.Http.Json;
using System.Text.Json;
using UserRep.Client;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Service;

/// <summary>A service with less memory than all users need: some leave, and come back when they are asked for.</summary>
public sealed class SheddingTests
{
    private const int Users = 30_000;
    private const int Batch = 500;

    // 150 MB of objects, of which 40 % may be used.
    private const string HeapLimit = "0x9600000";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task More_users_than_fit_are_all_answered_and_some_leave_meanwhile()
    {
        await using SiloProcess service = new("--UserRep:MemoryLimit", "40", "--UserRep:MemoryPolling", "200ms") { HeapLimit = HeapLimit };
        await service.StartAsync();
        using SiloFolders folders = new();
        await ServedModel.PublishAsync(service.Rest, folders.Write(new BundleMaker { Version = "one" }), makeCurrent: true);
        await using UserRepClient client = service.Client();
        for (int first = 0; first < Users; first += Batch)
        {
            await client.PublishAsync([.. Enumerable.Range(first, Batch).Select(user => new UserEvent { UserId = $"user-{user}", EventId = "1", Type = "play", ItemId = $"item-{user % 20}" })], Cancellation);
        }

        int most = 0;
        for (int first = 0; first < Users; first += Batch)
        {
            UserVectors read = await client.GetManyAsync([.. Enumerable.Range(first, Batch).Select(user => $"user-{user}")], cancellationToken: Cancellation);
            Assert.All(Enumerable.Range(0, Batch), i => Assert.NotEqual(0, read[i].Position));
            most = Math.Max(most, await LiveAsync(service));
        }

        Assert.InRange(most, 1, Users - 1);
    }

    private static async Task<int> LiveAsync(SiloProcess service) => (await service.Rest.GetFromJsonAsync<JsonElement>("/v1/status", Cancellation)).GetProperty("liveUsers").GetInt32();
}
