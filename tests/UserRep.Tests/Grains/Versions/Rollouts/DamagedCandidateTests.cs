using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Rollouts;
using UserRep.Grains.Versions.Rollouts.Plans;
using UserRep.Tests.EventLog.Sqlite;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Rollouts;

/// <summary>A version on its way whose files are damaged: it goes back by itself, and the current one serves all the while.</summary>
public sealed class DamagedCandidateTests : IDisposable
{
    private const int Users = 10;

    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _bundles = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _data.Dispose();
        _bundles.Dispose();
    }

    [Theory]
    [InlineData("encoder.onnx", true)]
    [InlineData("items.arrow", true)]
    [InlineData("encoder.onnx", false)]
    [InlineData("items.arrow", false)]
    public async Task Damaged_while_it_is_served_it_goes_back_before_its_next_step(string file, bool isBeforeFirst)
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_data.Path);
        await BeginAsync(silo, firstNeedsApproval: isBeforeFirst);
        if (!isBeforeFirst)
        {
            await UntilAsync(async () => (await StandingAsync(silo)) == VersionState.Shadow);
        }

        Damage(file);
        await silo.Get<IRollouts>().ApproveAsync("new", "ann", null, Cancellation);

        await AssertWentBackAsync(silo, file);
    }

    [Theory]
    [InlineData("encoder.onnx")]
    [InlineData("items.arrow")]
    public async Task Damaged_when_the_service_starts_again_it_goes_back(string file)
    {
        await using (InProcessSilo first = await InProcessSilo.StartAsync(_data.Path))
        {
            await BeginAsync(first, firstNeedsApproval: false);
            await UntilAsync(async () => (await StandingAsync(first)) == VersionState.Shadow);
            await UntilAsync(async () => (await first.Get<IRollouts>().FindAsync("new", Cancellation)).Step == 0);
            await first.Get<IRollouts>().ApproveAsync("new", "ann", null, Cancellation);
            await UntilAsync(async () => (await StandingAsync(first)) == VersionState.Canary);
        }

        Damage(file);
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_data.Path);

        await AssertWentBackAsync(silo, file);
    }

    private async Task BeginAsync(InProcessSilo silo, bool firstNeedsApproval)
    {
        await silo.ServeAsync(Bundle("old", 1));
        await silo.Versions.RegisterAsync(Bundle("new", 2), "test", Cancellation);
        await Task.WhenAll(Enumerable.Range(0, Users).Select(u => silo.SendAsync($"user-{u}", new IncomingEvent { EventId = "1", Type = "play", ItemId = $"item-{u}" })));
        await silo.Get<IRollouts>().PutAsync(
            "new",
            new PlanDraft(
                [
                    new StepDraft("shadow", 100, MinSamples: 0, Approval: firstNeedsApproval ? "manual" : null),
                    new StepDraft("canary", 50, MinSamples: 1_000_000, Approval: "manual"),
                    new StepDraft("current"),
                ],
                Period: "100ms"),
            "ann",
            null,
            Cancellation);
    }

    /// <summary>As a fault of the disk would: in place, a bit.</summary>
    private void Damage(string file)
    {
        using FileStream stream = new(Path.Combine(_data.Path, "models", "new", file), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        stream.Position = stream.Length / 2;
        int bits = stream.ReadByte();
        stream.Position--;
        stream.WriteByte((byte)(bits ^ 0x40));
    }

    private static async Task AssertWentBackAsync(InProcessSilo silo, string file)
    {
        await UntilAsync(async () =>
        {
            await AssertServedAsync(silo);
            return await StandingAsync(silo) == VersionState.RolledBack;
        });
        await AssertServedAsync(silo);
        HistoryEntry back = (await silo.Versions.HistoryAsync(Cancellation))[^1];
        Assert.Equal(("rollback", RolloutMoves.Actor, "new", "old"), (back.Action, back.Actor, back.Version, back.Current));
        Assert.StartsWith("cannot be served:", back.Reason, StringComparison.Ordinal);
        Assert.Contains(file, back.Reason, StringComparison.Ordinal);
        await UntilAsync(async () => (await silo.Get<IRollouts>().FindAsync("new", Cancellation)).Phase == RolloutPhase.RolledBack);
    }

    private static async Task AssertServedAsync(InProcessSilo silo)
    {
        EmbeddingBatch batch = await silo.Get<IEmbeddingReader>().ReadAsync(new EmbeddingQuery { UserIds = [.. Enumerable.Range(0, Users).Select(u => $"user-{u}")] }, Cancellation);
        Assert.Equal("old", batch.Version);
        Assert.All(batch.Infos, info => Assert.True(info.Failure is null && info.Position > 0));
    }

    /// <summary>Where it stands by the catalogue; a list of versions calls one that is not served failed.</summary>
    private static async Task<VersionState> StandingAsync(InProcessSilo silo) =>
        (await silo.Versions.HistoryAsync(Cancellation)).Last(e => e.Version == "new").To!.Value;

    private string Bundle(string version, int seed)
    {
        string folder = Path.Combine(_bundles.Path, version);
        new BundleMaker { Version = version, EncoderSeed = seed, ItemSeed = seed }.Write(folder);
        return folder;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using CancellationTokenSource giveUp = new(TimeSpan.FromSeconds(30));
        while (!await isSo())
        {
            giveUp.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
