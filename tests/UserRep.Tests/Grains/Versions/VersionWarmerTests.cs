using UserRep.Grains.Embeddings;
using UserRep.Grains.Intake;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Versions;

/// <summary>What live users' vectors do as a version goes through its stages.</summary>
public sealed class VersionWarmerTests : IDisposable
{
    private const int Users = 50;

    private readonly SiloFolders _folders = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task Only_a_share_is_computed_while_a_version_is_tried_and_everybody_is_there_when_it_is_promoted()
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        await silo.ServeAsync(Bundle("one", 4));
        await silo.Versions.RegisterAsync(Bundle("two", 6), "test", Cancellation);
        long[] positions = await SendAsync(silo, "first");
        await Wait.UntilAsync(() => There(silo, "one", positions).Length == Users);
        Assert.Empty(There(silo, "two", positions));

        await ChangeAsync(silo, VersionAction.Shadow, 30);
        positions = await SendAsync(silo, "second");
        await Wait.UntilAsync(() => There(silo, "one", positions).Length == Users);
        await Wait.UntilAsync(() => There(silo, "two", positions).Length is > 3 and < 30);
        string[] shadow = There(silo, "two", positions);

        // Whoever is in the canary is there when it has grown, without an event of theirs.
        await ChangeAsync(silo, VersionAction.Canary, 60);
        string[] canary = There(silo, "two", positions);
        Assert.InRange(canary.Length, 16, 44);
        Assert.Subset(canary.ToHashSet(), shadow.ToHashSet());
        positions = await SendAsync(silo, "third");
        await Wait.UntilAsync(() => There(silo, "two", positions).SequenceEqual(canary));

        // What a promotion that is refused would have warmed stays as it was.
        await Assert.ThrowsAnyAsync<Exception>(() => silo.Versions.ChangeAsync(Change(VersionAction.Promote) with { IfRevision = 1 }, Cancellation));
        Assert.True(There(silo, "two", positions).Length < 45);

        await ChangeAsync(silo, VersionAction.Promote);
        Assert.Equal(Users, There(silo, "two", positions).Length);
        Assert.Equal(Users, There(silo, "one", positions).Length);

        await ChangeAsync(silo, VersionAction.RollBack);
        positions = await SendAsync(silo, "fourth");
        await Wait.UntilAsync(() => There(silo, "one", positions).Length == Users);
        Assert.Empty(There(silo, "two", positions));

        // By name it can still be read, and what is behind is computed first.
        Assert.Equal(positions[7], (await silo.ReadAsync("user-7", version: "two")).Info.Position);
    }

    private string Bundle(string name, int dimension) => _folders.Write(new BundleMaker { Version = name, Dimension = dimension, EncoderSeed = dimension });

    private static VersionChange Change(VersionAction action, double? share = null) => Catalogs.Change("two", action, share);

    private static Task<VersionSummary> ChangeAsync(InProcessSilo silo, VersionAction action, double? share = null) => silo.Versions.ChangeAsync(Change(action, share), Cancellation);

    private static Task<long[]> SendAsync(InProcessSilo silo, string id) =>
        Task.WhenAll(Enumerable.Range(0, Users).Select(u => silo.SendAsync($"user-{u}", new IncomingEvent { EventId = id, UserId = "user", Type = "play", ItemId = "item-1" })));

    /// <summary>The users whose vector of the version is at hand and up to date.</summary>
    private static string[] There(InProcessSilo silo, string version, long[] positions)
    {
        EmbeddingTable table = silo.Get<EmbeddingTable>();
        float[] vector = new float[version == "one" ? 4 : 6];
        return [.. Enumerable.Range(0, Users).Where(u => table.TryRead($"user-{u}", version, vector, out TableEntry e) && e.Position == positions[u]).Select(u => $"user-{u}")];
    }
}
