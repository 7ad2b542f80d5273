using System.Globalization;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Rollouts.Gates;
using UserRep.Grains.Versions.Rollouts.Plans;

namespace UserRep.Grains.Versions.Rollouts;

/// <summary>
/// How a plan is followed. The catalogue says where the version stands, so a plan is only ever a step behind it, and what was decided but
/// not written down is decided once more.
/// </summary>
internal static class RolloutRules
{
    /// <summary>Decides what is to be done.</summary>
    /// <param name="state">How far the plan is.</param>
    /// <param name="version">Where the version stands.</param>
    /// <param name="look">What a look at it has shown.</param>
    /// <param name="now">The moment.</param>
    public static RolloutDecision Next(RolloutState state, VersionSummary version, RolloutLook look, DateTimeOffset now)
    {
        RolloutState followed = Follow(state, version, now);
        if (followed.Phase != RolloutPhase.Running)
        {
            return new RolloutDecision(followed, null, []);
        }

        if (look.Failure is { } failure)
        {
            // Whatever it waits for, it will not get it.
            return Decide(followed, RolloutMoves.Back(version, failure, look.Gates));
        }

        if (followed.Step != state.Step)
        {
            // What the gates say is of the step before.
            return new RolloutDecision(followed, null, ["The step has just begun."]);
        }

        IReadOnlyList<GateResult> gates = look.Gates;
        GateResult[] failed = [.. gates.Where(g => g.Verdict == Verdict.Fail)];
        string[] waits = failed.Length > 0 ? [] : [.. RolloutWaits.Of(followed, gates, look.Encodes, now)];
        if (failed.Length == 0 && waits.Length == 0 && followed.Next is null)
        {
            return new RolloutDecision(followed with { Phase = RolloutPhase.Completed, Reason = RolloutMoves.Passed(followed, gates) }, null, []);
        }

        if (waits.Length > 0)
        {
            return new RolloutDecision(followed, null, waits);
        }

        return Decide(followed, failed.Length > 0 ? RolloutMoves.Back(version, failed, gates) : RolloutMoves.On(followed, version, gates));
    }

    /// <summary>The version that one is held against: the current one, or what was current before it.</summary>
    public static string? ReferenceOf(CatalogState catalog, string version) => catalog.Current is { } current && current.Version != version
        ? current.Version
        : catalog.In(VersionState.Draining).Where(v => v.CurrentUntil is not null && v.Version != version).MaxBy(v => v.CurrentUntil)?.Version;

    /// <summary>The step of a plan that has the version where it stands; <see cref="RolloutState.BeforeFirst"/> if none has.</summary>
    public static int StepOf(RolloutPlan plan, VersionSummary version)
    {
        for (int i = 0; i < plan.Steps.Count; i++)
        {
            RolloutStep step = plan.Steps[i];
            bool isThere = step.Stage switch
            {
                RolloutStage.Shadow => version.State == VersionState.Shadow && version.Share == step.Share,
                RolloutStage.Canary => version.State == VersionState.Canary && version.Share == step.Share,
                _ => version.State == VersionState.Current,
            };
            if (isThere)
            {
                return i;
            }
        }

        return RolloutState.BeforeFirst;
    }

    public static string Name(RolloutStep step) => step.Stage == RolloutStage.Current
        ? "current"
        : string.Create(CultureInfo.InvariantCulture, $"{step.Stage.ToString().ToLowerInvariant()} {step.Share:0.###} %");

    /// <summary>The move, unless the plan is not to make any.</summary>
    private static RolloutDecision Decide(RolloutState state, VersionChange change) =>
        state.PausedBy is { } pauser ? new RolloutDecision(state, null, [$"Paused by {pauser}; it would {RolloutMoves.Text(change)} Resume it."])
        : state.Plan!.IsDryRun ? new RolloutDecision(state, null, [$"A dry run; it would {RolloutMoves.Text(change)}"])
        : new RolloutDecision(state, change, []);

    /// <summary>The state that goes with where the version stands, whoever has moved it there.</summary>
    private static RolloutState Follow(RolloutState state, VersionSummary version, DateTimeOffset now)
    {
        if (state.Phase != RolloutPhase.Running)
        {
            return state;
        }

        if (version.State == VersionState.RolledBack)
        {
            return state with { Phase = RolloutPhase.RolledBack, Reason = version.Reason };
        }

        int step = StepOf(state.Plan!, version);
        bool hasNotBegun = version.State == VersionState.Validated && state.Step == RolloutState.BeforeFirst;
        if (step == state.Step && (step >= 0 || hasNotBegun))
        {
            return state;
        }

        return step > state.Step
            ? state with { Step = step, StepSince = now }
            : state with { Phase = RolloutPhase.Stopped, Reason = $"The version was moved by hand: it is {version.State.Name()} {version.Share:0.###}, where no later step of the plan has it." };
    }
}
