using UserRep.Grains.Embeddings;
using UserRep.Grains.Errors;
using UserRep.Grains.Intake;
using UserRep.Grains.Reading;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Consumers;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Rollouts;
using UserRep.Grains.Versions.Rollouts.ConsumerMetrics;
using UserRep.Grains.Versions.Rollouts.Gates;
using UserRep.Grains.Versions.Rollouts.Plans;
using UserRep.Model.Features;
using UserRep.Tests.Grains.Encoding;
using UserRep.Tests.Grains.Hosting;
using UserRep.Tests.Model.Bundles;
using UserRep.Tests.Model.Encoders;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Rollouts;

/// <summary>Versions that follow their plans, with the grains as the service runs them.</summary>
public sealed class RolloutTests : IDisposable
{
    private const int Users = 120;

    private readonly SiloFolders _folders = new();
    private int _events;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task A_version_that_is_well_becomes_current_by_its_plan_and_its_figures_are_in_the_history()
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        await silo.ServeAsync(Bundle("old", 1));
        await silo.Versions.RegisterAsync(Bundle("new", 2), "test", Cancellation);
        await silo.Get<IConsumerRegistry>().PutAsync(new ConsumerInfo { Name = "ads", Accepts = ["new", "old"] }, "test", Cancellation);
        IRollouts rollouts = silo.Get<IRollouts>();

        // Nobody has put a plan: the default one is shown, and nothing moves.
        RolloutStatus before = await rollouts.FindAsync("new", Cancellation);
        Assert.Equal((RolloutPhase.NotStarted, 4), (before.Phase, before.Plan.Steps.Count));
        GateDraft[] gates = [.. Gates(), new GateDraft("unknownItemShare", Max: 0), new GateDraft("encodeP99Ratio", Max: 1_000)];
        await rollouts.PutAsync(
            "new",
            new PlanDraft(
                [
                    new StepDraft("shadow", 100, MinSamples: 50, Gates: gates),
                    new StepDraft("canary", 50, MinSamples: 25, Gates: [new GateDraft("nonFinite", Max: 0), new GateDraft("shareDeviation", Max: 20, MinSamples: Users)]),
                    new StepDraft("current", MinSamples: 50, Approval: "manual", Gates: [new GateDraft("encodeErrorRate", Max: 0)]),
                ],
                Period: "100ms"),
            "ann",
            before.Revision,
            Cancellation);

        await MovedAsync(silo, VersionState.Shadow);
        await SendAsync(silo, "play");
        await MovedAsync(silo, VersionState.Canary);
        await SendAsync(silo, "play");
        IReadOnlyList<EmbeddingGroup> read = await silo.Get<IEmbeddingReader>().ReadForAsync(
            "ads", isWhole: false, new EmbeddingQuery { UserIds = [.. Enumerable.Range(0, Users).Select(u => $"user-{u}")] }, Cancellation);
        Assert.Equal(["new", "old"], read.Select(g => g.Batch.Version).Order());
        await Wait.UntilAsync(async () => (await rollouts.FindAsync("new", Cancellation)).Waits is [var only] && only.StartsWith("approval", StringComparison.Ordinal));
        await rollouts.ApproveAsync("new", "bob", null, null, Cancellation);
        await MovedAsync(silo, VersionState.Current);
        await SendAsync(silo, "play");
        await Wait.UntilAsync(async () => (await rollouts.FindAsync("new", Cancellation)).Phase == RolloutPhase.Completed);

        HistoryEntry[] moves = [.. (await silo.HistoryAsync()).Where(e => e.Version == "new" && e.Actor == RolloutMoves.Actor)];
        Assert.Equal(["shadow", "canary", "promote"], moves.Select(e => e.Action));
        Assert.Equal(gates.Select(g => g.Metric), moves[1].Gates!.Select(g => g.Metric));
        Assert.All(moves[1].Gates!, gate => Assert.Equal(Verdict.Pass, gate.Verdict));
        Assert.InRange(moves[1].Gates!.Single(g => g.Metric == "neighbourOverlap").Value!.Value, 0.15, 1);
        Assert.Contains("approved by bob", moves[2].Reason, StringComparison.Ordinal);
        Assert.Contains(await silo.HistoryAsync(), e => (e.Action, e.Actor) == ("plan", "ann"));
        Assert.Equal("new", (await ReadAsync(silo, "user-0")).Version);
    }

    [Theory]
    [InlineData("throws", "skip", "encodeErrorRate")]
    [InlineData("nan", "skip", "nonFinite")]
    [InlineData("nan", "play", "spread")]
    public async Task A_version_that_is_not_well_is_taken_back_and_the_current_one_goes_on_serving(string bundle, string events, string gate)
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        await silo.ServeAsync(Bundle("old", 1));
        await silo.Versions.RegisterAsync(PoisonBundle.Write(_folders.Bundle(bundle), bundle == "throws"), "test", Cancellation);
        await silo.Get<IRollouts>().PutAsync(bundle, new PlanDraft([new StepDraft("shadow", 100, MinSamples: 50, Gates: Gates()), new StepDraft("canary", 50)], Period: "100ms"), "ann", null, Cancellation);
        await MovedAsync(silo, VersionState.Shadow, bundle);

        await SendAsync(silo, events);
        await MovedAsync(silo, VersionState.RolledBack, bundle);

        HistoryEntry[] history = [.. (await silo.HistoryAsync()).Where(e => e.Version == bundle)];
        HistoryEntry back = history[^1];
        Assert.Equal(("rollback", RolloutMoves.Actor, "old"), (back.Action, back.Actor, back.Current));
        Assert.DoesNotContain(history, e => e.To is VersionState.Canary or VersionState.Current);
        GateResult failed = back.Gates!.Single(g => g.Metric == gate);
        Assert.Equal(Verdict.Fail, failed.Verdict);
        Assert.Contains(failed.Text, back.Reason, StringComparison.Ordinal);
        await Wait.UntilAsync(async () => (await silo.Get<IRollouts>().FindAsync(bundle, Cancellation)).Phase == RolloutPhase.RolledBack);

        float[] vector = new float[PoisonBundle.Dimension];
        for (int u = 0; u < Users; u++)
        {
            // Where it could not be computed there is none; what there is is finite.
            Assert.True(!silo.Get<EmbeddingTable>().TryRead($"user-{u}", bundle, vector, out _) || (events == "play" && vector.All(float.IsFinite)));
            EmbeddingInfo info = (await ReadAsync(silo, $"user-{u}")).Infos[0];
            Assert.True(info.Failure is null && info.Position > 0);
        }

        Assert.Equal("old", (await ReadAsync(silo, "user-0")).Version);
    }

    [Fact]
    public async Task A_version_that_is_ten_times_slower_is_taken_back_by_its_times_and_the_current_one_goes_on_serving()
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        await silo.ServeAsync(Bundle("old", 1));
        BundleMaker slow = new() { Version = "new" };
        slow = slow with { Encoder = TinyOnnx.Deep(new FeatureLayout(slow.Spec).Length, slow.Dimension, width: 1_024, layers: 500) };
        slow.Write(_folders.Bundle("slow"));
        await silo.Versions.RegisterAsync(_folders.Bundle("slow"), "test", Cancellation);
        StepDraft shadow = new("shadow", 100, MinSamples: 10, Gates: [new GateDraft("encodeP99Ratio", Max: 3)]);
        await silo.Get<IRollouts>().PutAsync("new", new PlanDraft([shadow, new StepDraft("canary", 50)], Period: "100ms"), "ann", null, Cancellation);
        await MovedAsync(silo, VersionState.Shadow);

        for (int u = 0; u < 12; u++)
        {
            // One after the other, so that the current version's times are its own and not those of a queue.
            long position = await silo.SendAsync($"user-{u}", new IncomingEvent { EventId = "1", Type = "play", ItemId = $"item-{u % 20}" });
            (EmbeddingInfo info, _) = await silo.ReadAsync($"user-{u}", position);
            Assert.True(info.Failure is null && info.Position == position);
        }

        await MovedAsync(silo, VersionState.RolledBack);
        HistoryEntry back = (await silo.HistoryAsync())[^1];
        GateResult failed = Assert.Single(back.Gates!);
        Assert.Equal(("rollback", RolloutMoves.Actor, "old", Verdict.Fail), (back.Action, back.Actor, back.Current, failed.Verdict));
        Assert.True(failed is { Value: > 3, Samples: >= 10 }, failed.Text);
        Assert.Contains(failed.Text, back.Reason, StringComparison.Ordinal);
        Assert.Equal("old", (await ReadAsync(silo, "user-0")).Version);
    }

    [Fact]
    public async Task After_a_restart_a_plan_goes_on_by_itself()
    {
        await using (InProcessSilo first = await InProcessSilo.StartAsync(_folders.Data))
        {
            await first.ServeAsync(Bundle("old", 1));
            await first.Versions.RegisterAsync(Bundle("new", 2), "test", Cancellation);
            await first.Get<IRollouts>().PutAsync("new", new PlanDraft([new StepDraft("shadow", 100, MinSamples: 50), new StepDraft("canary", 50, Approval: "manual")], Period: "100ms"), "ann", null, Cancellation);
            await first.Versions.RegisterAsync(Bundle("waiting", 3), "test", Cancellation);
            await first.Get<IRollouts>().PutAsync("waiting", null, "ann", null, Cancellation);
            await MovedAsync(first, VersionState.Shadow);
            await first.Get<IRollouts>().ApproveAsync("new", "ann", null, null, Cancellation);
        }

        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        await SendAsync(silo, "play");

        await StandsAsync(silo, VersionState.Canary);
        RolloutStatus waiting = await silo.Get<IRollouts>().FindAsync("waiting", Cancellation);
        Assert.Equal(RolloutPhase.Running, waiting.Phase);
        Assert.Equal(DefaultPlan.Plan.Steps.SelectMany(s => s.Gates), waiting.Plan.Steps.SelectMany(s => s.Gates));
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_and_told()
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        await silo.ServeAsync(Bundle("old", 1));
        VersionSummary version = await silo.Versions.RegisterAsync(Bundle("new", 2), "test", Cancellation);
        IRollouts rollouts = silo.Get<IRollouts>();

        await RefusedAsync(ServiceError.VersionNotFound, "nope", () => rollouts.FindAsync("nope", Cancellation));
        await RefusedAsync(ServiceError.Conflict, "PUT", () => rollouts.PauseAsync("new", "ann", null, null, Cancellation));
        await RefusedAsync(ServiceError.Invalid, "period", () => rollouts.PutAsync("new", new PlanDraft(Period: "often"), "ann", null, Cancellation));
        await RefusedAsync(ServiceError.StaleRevision, "revision", () => rollouts.PutAsync("new", null, "ann", version.Revision + 1, Cancellation));
        await RefusedAsync(ServiceError.Conflict, "current", () => rollouts.PutAsync("old", new PlanDraft([new StepDraft("shadow")]), "ann", null, Cancellation));

        // Paused it stays where it is, and says what it would do.
        await rollouts.PutAsync("new", new PlanDraft([new StepDraft("shadow", 10, Approval: "manual")], Period: "100ms"), "ann", version.Revision, Cancellation);
        await rollouts.PauseAsync("new", "bob", null, null, Cancellation);
        await rollouts.ApproveAsync("new", "ann", null, null, Cancellation);
        await Wait.UntilAsync(async () => (await rollouts.FindAsync("new", Cancellation)) is { PausedBy: "bob", Waits: [var wait] } && wait.Contains("shadow 10 %", StringComparison.Ordinal));
        await rollouts.ResumeAsync("new", "bob", null, null, Cancellation);
        await MovedAsync(silo, VersionState.Shadow);
        Assert.Equal(["plan", "pause", "approve", "resume"], (await silo.HistoryAsync()).Where(e => e.From is not null && e.From == e.To).Select(e => e.Action));
    }

    [Fact]
    public async Task A_version_that_a_consumer_fares_worse_with_is_taken_back()
    {
        await using InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data);
        await silo.ServeAsync(Bundle("old", 1));
        await silo.Versions.RegisterAsync(Bundle("new", 2), "test", Cancellation);
        await silo.Get<IConsumerRegistry>().PutAsync(new ConsumerInfo { Name = "ads", Accepts = ["new", "old"] }, "test", Cancellation);
        IConsumerMetrics metrics = silo.Get<IConsumerMetrics>();

        // What was reported before the plan began says nothing of it.
        await metrics.ReportAsync("ads", new MetricReport("new", "clicks", [.. Enumerable.Repeat(100d, 100)], true), Cancellation);
        StepDraft shadow = new("shadow", 100, MinSamples: 0, Gates: [new GateDraft("consumer:ads:clicks", Max: 0.05, MinSamples: 200)]);
        await silo.Get<IRollouts>().PutAsync("new", new PlanDraft([shadow, new StepDraft("canary", 50)], Period: "100ms"), "ann", null, Cancellation);
        await MovedAsync(silo, VersionState.Shadow);
        await Wait.UntilAsync(async () => (await silo.Get<IRollouts>().FindAsync("new", Cancellation)).Waits is [var wait] && wait.Contains("200 of 200", StringComparison.Ordinal));
        await metrics.ReportAsync("ads", new MetricReport("old", "clicks", [.. Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? 1d : 0.5)], true), Cancellation);
        ReportedMetric all = await metrics.ReportAsync("ads", new MetricReport("new", "clicks", [.. Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? 0.3 : 0.1)], true), Cancellation);

        Assert.Equal(200, all.Moments.Count);
        await MovedAsync(silo, VersionState.RolledBack);
        GateResult failed = Assert.Single((await silo.HistoryAsync())[^1].Gates!);
        Assert.Equal((Verdict.Fail, 0.55), (failed.Verdict, Math.Round(failed.Value!.Value, 6)));
    }

    private static async Task RefusedAsync(ServiceError error, string named, Func<Task> call)
    {
        UserRepException refused = await Assert.ThrowsAsync<UserRepException>(call);
        Assert.Equal(error, refused.Error);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    private static GateDraft[] Gates() =>
    [
        new GateDraft("encodeErrorRate", Max: 0.02),
        new GateDraft("nonFinite", Max: 0),
        new GateDraft("normRatio", Min: 0.3, Max: 3, MinSamples: 50),
        new GateDraft("spread", Min: 0.9, MinSamples: 50),
        new GateDraft("neighbourOverlap", Min: 0.15, MinSamples: 50),
        new GateDraft("coverage", Min: 0.95, MinSamples: 50),
    ];

    private string Bundle(string version, int seed) => _folders.Write(new BundleMaker { Version = version, EncoderSeed = seed });

    /// <summary>Something happens to every user, to each something else.</summary>
    private async Task SendAsync(InProcessSilo silo, string type)
    {
        Random random = new(++_events);
        await Task.WhenAll(Enumerable.Range(0, Users).Select(u => silo.SendAsync(
            $"user-{u}",
            [.. Enumerable.Range(0, 1 + random.Next(8)).Select(i => new IncomingEvent { EventId = $"{_events}-{i}", Type = type, ItemId = $"item-{random.Next(20)}", Value = 1 + random.Next(3) })])));
    }

    private static async Task<EmbeddingBatch> ReadAsync(InProcessSilo silo, string user) =>
        await silo.Get<IEmbeddingReader>().ReadAsync(new EmbeddingQuery { UserIds = [user] }, Cancellation);

    /// <summary>Returns when the version stands there, and its plan counts from then on.</summary>
    private static async Task MovedAsync(InProcessSilo silo, VersionState state, string version = "new")
    {
        await StandsAsync(silo, state, version);
        await Wait.UntilAsync(async () => state == VersionState.RolledBack || await silo.Get<IRollouts>().FindAsync(version, Cancellation) is { Step: { } step, Plan.Steps: var steps } && steps[step].Stage.ToString() == state.ToString());
    }

    private static Task StandsAsync(InProcessSilo silo, VersionState state, string version = "new") => Wait.UntilAsync(async () =>
    {
        VersionSummary found = (await silo.Versions.ListAsync(Cancellation)).Single(v => v.Version == version);
        Assert.True(found.State == state || state == VersionState.RolledBack || found.State != VersionState.RolledBack, found.Reason);
        return found.State == state;
    });
}
