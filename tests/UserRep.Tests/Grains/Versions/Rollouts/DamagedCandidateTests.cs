using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Rollouts;
using UserRep.Grains.Versions.Rollouts.Plans;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Rollouts;

/// <summary>A version on its way whose files are damaged: it goes back by itself, and the current one serves all the while.</summary>
public sealed class DamagedCandidateTests : IDisposable
{
    private const int Users = 10;

    private readonly SiloFolders _folders = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.Dispose();

    [Theory]
    [InlineData("encoder.onnx", true)]
    [InlineData("items.arrow", true)]
    [InlineData("encoder.onnx", false)]
    [InlineData("items.arrow", false)]
    public async Task Damaged_while_it_is_served_it_goes_back_before_its_next_step(string file, bool isBeforeFirst)
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        await BeginAsync(silo, firstNeedsApproval: isBeforeFirst);
        if (!isBeforeFirst)
        {
            await Wait.UntilAsync(async () => (await StandingAsync(silo)) == VersionState.Shadow);
        }

        Damage(file);
        await silo.Get<IRollouts>().ApproveAsync("new", "ann", null, null, Cancellation);

        await AssertWentBackAsync(silo, file);
    }

    [Theory]
    [InlineData("encoder.onnx")]
    [InlineData("items.arrow")]
    [InlineData("another bundle")]
    public async Task Damaged_when_the_service_starts_again_it_goes_back(string file)
    {
        await using (InProcessSilo first = await InProcessSilo.StartAsync(_folders.Data))
        {
            await BeginAsync(first, firstNeedsApproval: false);
            await Wait.UntilAsync(async () => (await StandingAsync(first)) == VersionState.Shadow);
            await Wait.UntilAsync(async () => (await first.Get<IRollouts>().FindAsync("new", Cancellation)).Step == 0);
            await first.Get<IRollouts>().ApproveAsync("new", "ann", null, null, Cancellation);
            await Wait.UntilAsync(async () => (await StandingAsync(first)) == VersionState.Canary);
        }

        if (file == "another bundle")
        {
            // Whole, of that name, and of another dimension.
            Directory.Delete(Path.Combine(_folders.Data, "models", "new"), recursive: true);
            (Maker("new", 3) with { Dimension = 5 }).Write(Path.Combine(_folders.Data, "models", "new"));
        }
        else
        {
            Damage(file);
        }

        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);

        await AssertWentBackAsync(silo, file);
    }

    private async Task BeginAsync(InProcessSilo silo, bool firstNeedsApproval)
    {
        await silo.ServeAsync(_folders.Write(Maker("old", 1)));
        await silo.Versions.RegisterAsync(_folders.Write(Maker("new", 2)), "test", Cancellation);
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
        using FileStream stream = new(Path.Combine(_folders.Data, "models", "new", file), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        stream.Position = stream.Length / 2;
        int bits = stream.ReadByte();
        stream.Position--;
        stream.WriteByte((byte)(bits ^ 0x40));
    }

    private static async Task AssertWentBackAsync(InProcessSilo silo, string file)
    {
        await Wait.UntilAsync(async () =>
        {
            await AssertServedAsync(silo);
            return await StandingAsync(silo) == VersionState.RolledBack;
        });
        await AssertServedAsync(silo);
        HistoryEntry back = (await silo.HistoryAsync())[^1];
        Assert.Equal(("rollback", RolloutMoves.Actor, "new", "old"), (back.Action, back.Actor, back.Version, back.Current));
        Assert.StartsWith("cannot be served:", back.Reason, StringComparison.Ordinal);
        Assert.Contains(file, back.Reason, StringComparison.Ordinal);
        await Wait.UntilAsync(async () => (await silo.Get<IRollouts>().FindAsync("new", Cancellation)).Phase == RolloutPhase.RolledBack);
    }

    private static async Task AssertServedAsync(InProcessSilo silo)
    {
        EmbeddingBatch batch = await silo.Get<IEmbeddingReader>().ReadAsync(new EmbeddingQuery { UserIds = [.. Enumerable.Range(0, Users).Select(u => $"user-{u}")] }, Cancellation);
        Assert.Equal("old", batch.Version);
        Assert.All(batch.Infos, info => Assert.True(info.Failure is null && info.Position > 0));
    }

    /// <summary>Where it stands by the catalogue; a list of versions calls one that is not served failed.</summary>
    private static async Task<VersionState> StandingAsync(InProcessSilo silo) =>
        (await silo.HistoryAsync()).Last(e => e.Version == "new").To!.Value;

    private static BundleMaker Maker(string version, int seed) => new() { Version = version, EncoderSeed = seed, ItemSeed = seed };
}
