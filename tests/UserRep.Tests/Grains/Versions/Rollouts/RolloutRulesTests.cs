using CsCheck;
using UserRep.Grains.Errors;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Rollouts;
using UserRep.Grains.Versions.Rollouts.Gates;
using UserRep.Grains.Versions.Rollouts.Plans;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Rollouts;

/// <summary>Plans, verdicts and people at random: what must hold whatever they do.</summary>
public sealed class RolloutRulesTests
{
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<RolloutPlan> _plans = Gen.Select(Gen.Double[1, 40].Array[1, 4], Gen.Bool, Gen.Bool.Array[6], Gen.Int[0, 3].Array[6], (grows, toCurrent, manual, soaks) =>
    {
        double share = 0;
        RolloutStep[] steps =
        [
            Step(RolloutStage.Shadow, 50, 0),
            .. grows.Select((by, i) => Step(RolloutStage.Canary, Math.Min(100, share += by / 2), i + 1)),
            .. toCurrent ? [Step(RolloutStage.Current, 100, 5)] : Array.Empty<RolloutStep>(),
        ];
        return new RolloutPlan { Steps = steps };

        RolloutStep Step(RolloutStage stage, double of, int i) => new() { Stage = stage, Share = of, MinSoak = TimeSpan.FromMinutes(soaks[i]), MinSamples = soaks[i], NeedsApproval = manual[i], Gates = [new RolloutGate { Metric = "nonFinite", Max = 0 }] };
    });

    /// <summary>What happens from one look to the next: what the gate says, how many vectors there are, and what people do.</summary>
    private static readonly Gen<(Verdict Verdict, int Encodes, int Deed)[]> _looks = Gen.Select(
        Gen.Frequency((8, Gen.Const(Verdict.Pass)), (3, Gen.Const(Verdict.Inconclusive)), (1, Gen.Const(Verdict.Fail))), Gen.Int[0, 4], Gen.Int[0, 9]).Array[60];

    [Fact]
    public void No_stage_is_skipped_no_share_shrinks_and_a_failed_gate_takes_back_and_does_nothing_else() => Gen.Select(_plans, _looks).Sample((plan, looks) =>
    {
        CatalogState catalog = Catalog();
        RolloutState state = RolloutStarts.Begin(plan, catalog.Require("new"), _start);
        DateTimeOffset now = _start;
        int reached = RolloutState.BeforeFirst;
        foreach ((Verdict verdict, int encodes, int deed) in looks)
        {
            now += TimeSpan.FromMinutes(1);
            state = state.Phase == RolloutPhase.Running ? Deed(state, deed) : state;
            VersionSummary version = catalog.Require("new");
            GateResult[] gates = state.Current is null ? [] : [Gate(verdict)];
            RolloutDecision decision = RolloutRules.Next(state, version, Look(encodes, gates), now);
            Assert.True(verdict != Verdict.Fail || decision.State.Phase != RolloutPhase.Completed || state.Phase == RolloutPhase.Completed);
            if (decision.State.Phase == RolloutPhase.Running && gates.Length > 0 && decision.State.Step == state.Step)
            {
                bool isFailed = verdict == Verdict.Fail && state.PausedBy is null;
                Assert.Equal(isFailed, decision.Change?.Action == VersionAction.RollBack);
                Assert.True(verdict != Verdict.Inconclusive || decision.Change is null);
            }

            Assert.True(decision.Change is null || (state.Phase == RolloutPhase.Running && state.PausedBy is null));
            Assert.True(decision.State.Phase != RolloutPhase.Running || decision.Change is not null || decision.Waits.Count > 0, "It neither moves nor says what it waits for.");
            state = decision.State;
            Assert.InRange(state.Step, reached, reached + 1);
            reached = state.Step;
            if (decision.Change is { Action: not VersionAction.RollBack } advance)
            {
                RolloutStep next = plan.Steps[reached + 1];
                Assert.True(!next.NeedsApproval || state.ApprovedStep == reached + 1);
                Assert.True(reached < 0 || now - state.StepSince >= plan.Steps[reached].MinSoak);
                Assert.True(advance.Share is null || advance.Share == next.Share);
            }

            catalog = decision.Change is { } change ? VersionLifecycle.Apply(catalog, change, Evidence(), now) : catalog;
            Assert.Equal(catalog.Require("new").State == VersionState.Current ? "new" : "old", catalog.Current!.Version);
        }

        double[] shares = [.. catalog.Recent.Where(e => e.Version == "new" && e.To == VersionState.Canary).Select(e => e.Share!.Value)];
        Assert.Equal(shares.Order(), shares);
    });

    [Fact]
    public void Paused_or_dry_a_plan_moves_nothing_and_says_what_it_would_do() => Gen.Select(_plans, _looks, Gen.Bool).Sample((plan, looks, isDry) =>
    {
        CatalogState catalog = Catalog();
        RolloutState state = RolloutStarts.Begin(plan with { IsDryRun = isDry }, catalog.Require("new"), _start);
        state = isDry ? state : RolloutStarts.Pause(state, "ann");
        DateTimeOffset now = _start;
        foreach ((Verdict verdict, int encodes, int deed) in looks)
        {
            now += TimeSpan.FromMinutes(1);
            RolloutDecision decision = RolloutRules.Next(state, catalog.Require("new"), Look(encodes, state.Current is null ? [] : [Gate(verdict)]), now);
            Assert.Null(decision.Change);
            Assert.True(decision.State.Phase != RolloutPhase.Running || decision.Waits.Count > 0);
            state = decision.State;
            if (deed < 3 && state is { Phase: RolloutPhase.Running, Next: { } next })
            {
                // By hand it goes on, and the plan keeps up with it.
                catalog = VersionLifecycle.Apply(catalog, By(next), Evidence(), now);
            }
        }
    });

    [Fact]
    public void Who_takes_a_version_back_by_hand_ends_its_plan()
    {
        RolloutPlan plan = DefaultPlan.Plan;
        CatalogState catalog = Catalog();
        RolloutState state = RolloutStarts.Begin(plan, catalog.Require("new"), _start);
        catalog = VersionLifecycle.Apply(catalog, RolloutRules.Next(state, catalog.Require("new"), Look(0), _start).Change!, Evidence(), _start);
        state = RolloutRules.Next(state, catalog.Require("new"), Look(0), _start).State;
        Assert.Equal(0, state.Step);
        catalog = VersionLifecycle.Apply(catalog, new VersionChange { Version = "new", Action = VersionAction.RollBack, Actor = "ann", Reason = "no" }, Evidence(), _start);
        Assert.Equal((RolloutPhase.RolledBack, "no"), (RolloutRules.Next(state, catalog.Require("new"), Look(0), _start) is { State: var back } ? (back.Phase, back.Reason) : default));

        // Validated for another try before the plan has looked, it is not taken up again by itself.
        catalog = VersionLifecycle.Apply(catalog, new VersionChange { Version = "new", Action = VersionAction.Validate, Actor = "ann" }, Evidence(), _start);
        Assert.Equal(RolloutPhase.Stopped, RolloutRules.Next(state, catalog.Require("new"), Look(0), _start).State.Phase);
    }

    [Fact]
    public void A_wait_says_what_is_missing()
    {
        RolloutPlan plan = DefaultPlan.Plan;
        CatalogState catalog = Catalog();
        catalog = VersionLifecycle.Apply(catalog, By(plan.Steps[0]), Evidence(), _start);
        RolloutState state = RolloutStarts.Begin(plan, catalog.Require("new"), _start);
        GateResult missing = Gate(Verdict.Inconclusive) with { Samples = 100, Missing = 900 };

        RolloutDecision decision = RolloutRules.Next(state, catalog.Require("new"), Look(990, missing), _start.AddMinutes(4));

        Assert.Equal(["soak: 6m of 10m are left.", "minSamples: 10 of 1000 vectors are missing.", "nonFinite: 900 of 1000 samples are missing."], decision.Waits);
    }

    [Fact]
    public void A_plan_begins_where_the_version_is_or_not_at_all()
    {
        CatalogState catalog = Catalog();
        Assert.Equal(ServiceError.Conflict, Assert.Throws<UserRepException>(() => RolloutStarts.Begin(DefaultPlan.Plan with { Steps = DefaultPlan.Plan.Steps.Take(3).ToArray() }, catalog.Require("old"), _start)).Error);
        catalog = VersionLifecycle.Apply(catalog, By(DefaultPlan.Plan.Steps[0] with { Share = 33 }), Evidence(), _start);
        Assert.Contains("33 %", Assert.Throws<UserRepException>(() => RolloutStarts.Begin(DefaultPlan.Plan, catalog.Require("new"), _start)).Message, StringComparison.Ordinal);
        catalog = VersionLifecycle.Apply(catalog, By(DefaultPlan.Plan.Steps[1]), Evidence(), _start);
        Assert.Equal(1, RolloutStarts.Begin(DefaultPlan.Plan, catalog.Require("new"), _start).Step);
    }

    [Fact]
    public void Only_what_needs_approval_can_be_approved_of()
    {
        RolloutState state = RolloutStarts.Begin(DefaultPlan.Plan, Catalog().Require("new"), _start);
        Assert.Contains("needs no approval", Assert.Throws<UserRepException>(() => RolloutStarts.Approve(state, "ann")).Message, StringComparison.Ordinal);
        Assert.Equal((3, "ann"), RolloutStarts.Approve(state with { Step = 2 }, "ann") is { } approved ? (approved.ApprovedStep, approved.ApprovedBy) : default);
        Assert.Throws<UserRepException>(() => RolloutStarts.Approve(state with { Phase = RolloutPhase.Completed }, "ann"));
        Assert.Contains("PUT", Assert.Throws<UserRepException>(() => RolloutStarts.Pause(new RolloutState(), "ann")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VersionState.Validated)]
    [InlineData(VersionState.Shadow)]
    [InlineData(VersionState.Canary)]
    [InlineData(VersionState.Current)]
    public void One_that_cannot_be_served_goes_back_from_wherever_its_plan_has_it_and_the_history_says_why(VersionState state)
    {
        CatalogState catalog = Catalog();
        RolloutState begun = RolloutStarts.Begin(DefaultPlan.Plan, catalog.Require("new"), _start);
        foreach (RolloutStep step in DefaultPlan.Plan.Steps.TakeWhile(_ => catalog.Require("new").State != state))
        {
            catalog = VersionLifecycle.Apply(catalog, By(step), Evidence(), _start);
        }

        // Even in its first look at a step, with samples, soak and approval missing.
        RolloutLook look = Look(0, Gate(Verdict.Inconclusive)) with { Failure = "encoder.onnx is damaged." };
        VersionChange change = RolloutRules.Next(begun, catalog.Require("new"), look, _start).Change!;
        catalog = VersionLifecycle.Apply(catalog, change, Evidence(), _start);

        Assert.Equal((VersionState.RolledBack, "old"), (catalog.Require("new").State, catalog.Current!.Version));
        Assert.Equal("cannot be served: encoder.onnx is damaged.", catalog.Recent.Last(e => e.Version == "new").Reason);
        Assert.Equal(RolloutPhase.RolledBack, RolloutRules.Next(begun, catalog.Require("new"), look, _start).State.Phase);
        Assert.StartsWith("Paused by ann; it would rollback", Assert.Single(RolloutRules.Next(RolloutStarts.Pause(begun, "ann"), Catalog().Require("new"), look, _start).Waits), StringComparison.Ordinal);
    }

    private static RolloutLook Look(long encodes, params GateResult[] gates) => new(gates, encodes, [], null);

    private static RolloutState Deed(RolloutState state, int deed) => deed switch
    {
        0 => RolloutStarts.Pause(state, "ann"),
        1 or 2 => RolloutStarts.Resume(state),
        < 6 when state.Next is { NeedsApproval: true } => RolloutStarts.Approve(state, "ann"),
        _ => state,
    };

    private static VersionChange By(RolloutStep step) => new()
    {
        Version = "new",
        Action = step.Stage switch { RolloutStage.Shadow => VersionAction.Shadow, RolloutStage.Canary => VersionAction.Canary, _ => VersionAction.Promote },
        Share = step.Share,
        Actor = "ann",
    };

    private static GateResult Gate(Verdict verdict) => new() { Metric = "nonFinite", Bound = "max 0", Verdict = verdict, Note = "nothing" };

    private static ReadEvidence Evidence() => new(_start, new Dictionary<string, DateTimeOffset>(), TimeSpan.Zero, static _ => true);

    private static CatalogState Catalog()
    {
        CatalogState catalog = VersionLifecycle.Register(new CatalogState(), Version("old"), "test", _start);
        catalog = VersionLifecycle.Apply(catalog, new VersionChange { Version = "old", Action = VersionAction.Promote, Actor = "test" }, Evidence(), _start);
        return VersionLifecycle.Register(catalog, Version("new"), "test", _start);
    }

    private static VersionSummary Version(string name) => new()
    {
        Version = name,
        State = VersionState.Validated,
        Space = name,
        FeatureSpace = "f",
        Dimension = 8,
        Items = 1,
        CreatedAt = _start,
        RegisteredAt = _start,
        EventTypes = [],
    };
}
