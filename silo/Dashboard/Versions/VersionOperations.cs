using System.Globalization;
using UserRep.Grains.Backfills;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Rollouts;
using UserRep.Grains.Versions.Switches;

namespace UserRep.Silo.Dashboard.Versions;

/// <summary>
/// What can be done about a version where it stands, in words: the moves of <see cref="VersionMoves"/>, and what needs more than that. The
/// service decides for itself when it is asked; this only spares people the question.
/// </summary>
internal static class VersionOperations
{
    private const double FirstShare = 10;
    private const double Whole = 100;
    private const string PastDifference = "Do it though its vectors are known to differ from the log";
    private const string PastParity = "Do it though its vectors differ from the log, or not every silo says whether they do";

    public static IReadOnlyList<Operation> Of(VersionView view) => [.. Moves(view), .. Plan(view), .. Switching(view), .. Backfilling(view)];

    private static IEnumerable<Operation> Moves(VersionView view)
    {
        (string name, VersionState state) = (view.Version.Version, view.Version.State);
        string current = view.Current is { } c ? c.Version : "nothing";
        yield return Move(OperationKind.Validate, VersionAction.Validate, state, "Validate", $"The bundle of {name} is opened and verified anew. Then it can be tried again.");
        yield return Move(OperationKind.Shadow, VersionAction.Shadow, state, "Shadow", $"A share of the live encodes runs on {name}, too, and is measured. Nobody is served it.") with { Share = view.Version.Share > 0 ? view.Version.Share : Whole };
        yield return Move(OperationKind.Canary, VersionAction.Canary, state, "Canary", $"Consumers that accept {name} get it for a share of their users, who keep it. The share only grows.") with
        {
            Share = state == VersionState.Canary ? Math.Min(Whole, view.Version.Share * 2) : FirstShare,
            Force = PastParity,
            Denied = Denied(VersionAction.Canary, state) ?? (view.Current is null ? "Nothing is current that it could be held against."
                : view.Canary is { } other && other.Version != name ? $"{other.Version} is in canary." : null),
        };
        yield return Move(OperationKind.Promote, VersionAction.Promote, state, "Promote", $"{name} becomes current for everybody who accepts it; {current} drains.") with { Force = PastParity };
        yield return new Operation
        {
            Kind = OperationKind.MakeCurrent,
            Label = "Make current",
            Consequence = view.Current is null
                ? $"{name} becomes current at once, past the stages and their gates. Users' vectors are first computed when they are asked for."
                : $"{name} becomes current at once, past the stages and their gates; {current} drains. Vectors of users in memory are computed before, as far as time allows, and others when they are asked for.",
            Force = PastDifference,
            IsGrave = true,
            Denied = VersionMoves.CanJump(state) ? null : $"It is {StateWords.Of(state)}, and cannot be read or is current already.",
        };
        yield return Move(
            OperationKind.RollBack,
            VersionAction.RollBack,
            state,
            "Roll back",
            state == VersionState.Current ? $"{name} is taken back, and what was current before it is so again." : $"{name} is taken back. It can be read by name, and validated for another try.") with
        {
            IsGrave = true,
        };
        yield return Move(OperationKind.Drain, VersionAction.Drain, state, "Drain", $"Nobody is to begin with {name} any more. Once nobody reads it, it can be retired.");
        yield return Move(OperationKind.Retire, VersionAction.Retire, state, "Retire", $"{name} leaves the memory of all silos and cannot be read any more, once no consumer needs it and nobody has read it for a while.") with
        {
            IsGrave = true,
            Force = "Retire it though somebody may still read it",
        };
    }

    private static IEnumerable<Operation> Plan(VersionView view)
    {
        (string name, RolloutPhase phase, VersionState state) = (view.Version.Version, view.Rollout.Phase, view.Version.State);
        bool isRunning = phase == RolloutPhase.Running;
        string? idle = isRunning ? null : "It follows no plan now.";
        bool canFollow = state is VersionState.Validated or VersionState.Shadow or VersionState.Canary;
        yield return Act(OperationKind.FollowPlan, "Follow the default plan", $"From where it stands, {name} goes through shadow and canary by itself as its gates pass, and is taken back if one fails.") with
        {
            Denied = isRunning ? "It follows a plan already." : canFollow ? null : $"It is {StateWords.Of(state)}; a plan takes one that is validated, shadow or canary.",
        };
        yield return Act(OperationKind.Pause, "Pause the plan", $"The plan of {name} moves nothing, not even back, until it is resumed.") with { Denied = idle ?? (view.Rollout.PausedBy is { } by ? $"{by} has paused it." : null) };
        yield return Act(OperationKind.Resume, "Resume the plan", $"The plan of {name} goes on.") with { Denied = idle ?? (view.Rollout.PausedBy is null ? "It is not paused." : null) };
        yield return Act(OperationKind.Approve, "Approve the next step", $"The next step of {name} begins as soon as its gates have passed.") with
        {
            Denied = idle ?? (NextStep(view.Rollout)?.NeedsApproval == true ? null : "The next step needs no approval."),
        };
    }

    private static IEnumerable<Operation> Switching(VersionView view)
    {
        string name = view.Version.Version;
        SwitchInfo? open = view.Switches.FirstOrDefault(s => s.To == name);
        yield return new Operation
        {
            Kind = OperationKind.PrepareSwitch,
            Label = "Prepare a switch",
            Consequence = $"It is looked whether all consumers that read {view.Current?.Version} accept {name}. Nobody moves yet.",
            Denied = open is not null ? "One is prepared." : view.Version.State != VersionState.Canary ? $"It is {StateWords.Of(view.Version.State)}; a switch goes to the one in canary." : null,
        };
        yield return new Operation
        {
            Kind = OperationKind.CommitSwitch,
            Label = "Commit the switch",
            Consequence = open is { Late.Length: > 0 } ? $"Late: {string.Join(", ", open.Late)}. By force they get nothing until they accept {name}." : $"Every consumer moves to {name} at once.",
            IsGrave = true,
            Force = "Commit though consumers are late, vectors differ from the log, or not every silo says whether they do",
            Switch = open?.Id,
            Denied = open is null ? "No switch to it is prepared." : null,
        };
        yield return new Operation
        {
            Kind = OperationKind.AbortSwitch,
            Label = "Abort the switch",
            Consequence = $"The switch to {name} is called off; everybody stays where they are.",
            Switch = open?.Id,
            Denied = open is null ? "No switch to it is prepared." : null,
        };
    }

    private static IEnumerable<Operation> Backfilling(VersionView view)
    {
        (string name, BackfillStage stage) = (view.Version.Version, view.Backfill.Stage);
        bool runs = stage is BackfillStage.Running or BackfillStage.Resting;
        yield return Act(OperationKind.StartBackfill, "Start the backfill", $"The state of every user of the log is built for {name}, below live traffic.") with
        {
            Denied = runs ? "It runs." : VersionMoves.IsServed(view.Version.State) ? null : $"It is {StateWords.Of(view.Version.State)} and not served.",
        };
        yield return Act(OperationKind.StopBackfill, "Stop the backfill", "Building stops; what is built stays.") with { Denied = runs ? null : "It does not run." };
    }

    private static Grains.Versions.Rollouts.Plans.RolloutStep? NextStep(RolloutStatus rollout) => rollout.Plan.Steps.ElementAtOrDefault((rollout.Step ?? -1) + 1);

    private static Operation Act(OperationKind kind, string label, string consequence) => new() { Kind = kind, Label = label, Consequence = consequence };

    private static Operation Move(OperationKind kind, VersionAction action, VersionState state, string label, string consequence) =>
        new() { Kind = kind, Label = label, Consequence = consequence, Denied = Denied(action, state) };

    private static string? Denied(VersionAction action, VersionState state) => VersionMoves.To(action, state) is not null
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"It is {StateWords.Of(state)}; this takes one that is {string.Join(" or ", VersionMoves.From(action).Distinct().Select(StateWords.Of))}.");
}
