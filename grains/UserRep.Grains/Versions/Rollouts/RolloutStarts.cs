using UserRep.Grains.Errors;
using UserRep.Grains.Versions.Rollouts.Plans;

namespace UserRep.Grains.Versions.Rollouts;

/// <summary>What people do to a plan.</summary>
internal static class RolloutStarts
{
    /// <summary>Follows a plan from where the version stands.</summary>
    /// <exception cref="UserRepException">No step of it has the version there.</exception>
    public static RolloutState Begin(RolloutPlan plan, VersionSummary version, DateTimeOffset now)
    {
        int step = RolloutRules.StepOf(plan, version);
        if (step == RolloutState.BeforeFirst && version.State != VersionState.Validated)
        {
            throw Conflict(version.State is VersionState.Shadow or VersionState.Canary
                ? $"Version \"{version.Version}\" is {version.State.Name()} with {version.Share:0.###} % of the users; no step of the plan has it there. Give it such a step, or roll the version back."
                : $"Version \"{version.Version}\" is {version.State.Name()}; a plan takes one that is validated, in shadow or in canary. Validate it first.");
        }

        return new RolloutState { Plan = plan, Phase = RolloutPhase.Running, Step = step, StepSince = now };
    }

    /// <exception cref="UserRepException">It is not being followed.</exception>
    public static RolloutState Pause(RolloutState state, string actor) => RequireRunning(state) with { PausedBy = actor };

    /// <exception cref="UserRepException">It is not being followed.</exception>
    public static RolloutState Resume(RolloutState state) => RequireRunning(state) with { PausedBy = null };

    /// <summary>Says yes to the next step, before or after what it waits for else.</summary>
    /// <exception cref="UserRepException">Nothing is to be approved of.</exception>
    public static RolloutState Approve(RolloutState state, string actor) => RequireRunning(state).Next is { NeedsApproval: true }
        ? state with { ApprovedStep = state.Step + 1, ApprovedBy = actor }
        : throw Conflict(state.Next is { } next ? $"The next step, {RolloutRules.Name(next)}, needs no approval. It begins by itself." : "There is no next step to approve of.");

    private static RolloutState RequireRunning(RolloutState state) => state.Phase == RolloutPhase.Running
        ? state
        : throw Conflict(state.Phase == RolloutPhase.NotStarted
            ? "The version follows no plan. Put one with PUT /v1/versions/{version}/plan."
            : $"The version's plan is over: {state.Reason} Put another to begin again.");

    private static UserRepException Conflict(string message) => new(ServiceError.Conflict, message);
}
