using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Grains.Versions.Comparisons;
using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Comparisons;

/// <summary>Versions that follow no plan, measured by the grains as the service runs them.</summary>
public sealed class MeasuredComparisonTests : IDisposable
{
    private const int Users = 80;

    private readonly SiloFolders _folders = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task A_version_is_measured_beside_the_current_one_without_a_plan_and_its_share_since_it_is_what_it_is()
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        await silo.ServeAsync(Bundle("old", 1));
        await silo.Versions.RegisterAsync(Bundle("new", 2), "test", Cancellation);
        await silo.Get<IConsumerRegistry>().PutAsync(new ConsumerInfo { Name = "ads", Accepts = ["new", "old"] }, "test", Cancellation);
        VersionComparison before = await silo.Get<IVersionComparisons>().CompareAsync("new", Cancellation);
        Assert.Equal(("old", 0L, null, null), (before.Reference!.Version, before.Users, before.OfUsers, before.OfReads));

        await MoveAsync(silo, VersionAction.Shadow, 100);
        Random random = new(1);
        await Task.WhenAll(Enumerable.Range(0, Users).Select(u => silo.SendAsync(
            $"user-{u}", [.. Enumerable.Range(0, 1 + random.Next(8)).Select(i => new IncomingEvent { EventId = $"{i}", Type = "play", ItemId = $"item-{random.Next(20)}" })])));
        VersionComparison seen = before;
        await Wait.UntilAsync(async () => (seen = await silo.Get<IVersionComparisons>().CompareAsync("new", Cancellation)).Users == Users);

        Assert.True(seen is { Version: { Norm: > 0, Spread: > 0, Living: > 0, EncodeP99Ms: > 0, Encodes: >= Users }, Reference: { Norm: > 0, Spread: > 0, EncodeP99Ms: > 0, Encodes: >= Users } }, $"{seen}");
        Assert.True(seen is { NeighbourOverlap: > 0, OverlapUsers: Users, OfReads: null }, $"{seen}");
        Assert.Equal(new AchievedShare(100, Users), seen.OfUsers);

        await MoveAsync(silo, VersionAction.Canary, 50);
        await ReadAsync(silo, Users);
        AchievedShare half = (await silo.Get<IVersionComparisons>().CompareAsync("new", Cancellation)).OfReads!;
        Assert.Equal(Users, half.Samples);
        Assert.InRange(half.Percent, 30, 70);

        await MoveAsync(silo, VersionAction.Canary, 100);
        await ReadAsync(silo, 10);
        Assert.Equal(new AchievedShare(100, 10), (await silo.Get<IVersionComparisons>().CompareAsync("new", Cancellation)).OfReads);
    }

    private static async Task MoveAsync(InProcessSilo silo, VersionAction action, double share) =>
        await silo.Versions.ChangeAsync(new VersionChange { Version = "new", Action = action, Actor = "ann", Share = share }, Cancellation);

    private static async Task ReadAsync(InProcessSilo silo, int users) => await silo.Get<IEmbeddingReader>().ReadForAsync(
        "ads", isWhole: false, new EmbeddingQuery { UserIds = [.. Enumerable.Range(0, users).Select(u => $"user-{u}")] }, Cancellation);

    private string Bundle(string version, int seed) => _folders.Write(new BundleMaker { Version = version, EncoderSeed = seed });
}
