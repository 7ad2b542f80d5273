using System.Globalization;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Rollouts.Gates;
using UserRep.Grains.Versions.Rollouts.Plans;

namespace UserRep.Grains.Versions.Rollouts;

/// <summary>How a plan has a version move, and the reason that the history gets.</summary>
internal static class RolloutMoves
{
    /// <summary>Who moves versions by their plans, in the history.</summary>
    public const string Actor = "rollout";

    /// <summary>To the next step.</summary>
    public static VersionChange On(RolloutState state, VersionSummary version, IReadOnlyList<GateResult> gates)
    {
        RolloutStep next = state.Next!;
        return new VersionChange
        {
            Version = version.Version,
            Action = next.Stage switch
            {
                RolloutStage.Shadow => VersionAction.Shadow,
                RolloutStage.Canary => VersionAction.Canary,
                _ => VersionAction.Promote,
            },
            Share = next.Stage == RolloutStage.Current ? null : next.Share,
            Actor = Actor,
            Reason = Passed(state, gates),
            Gates = gates.Count == 0 ? null : gates,
            IfRevision = version.Revision,
            VerifiesBundle = true,
        };
    }

    /// <summary>Back, and by which gates.</summary>
    public static VersionChange Back(VersionSummary version, IReadOnlyList<GateResult> failed, IReadOnlyList<GateResult> gates) =>
        BackFor($"failed: {string.Join(", ", failed.Select(g => g.Text))}", version, gates);

    /// <summary>Back, for it cannot be served.</summary>
    public static VersionChange Back(VersionSummary version, string failure, IReadOnlyList<GateResult> gates) => BackFor($"cannot be served: {failure}", version, gates);

    /// <summary>Why a step is over.</summary>
    public static string Passed(RolloutState state, IReadOnlyList<GateResult> gates)
    {
        string passed = state.Current is not { } step ? "the plan begins" : gates.Count == 0 ? $"{RolloutRules.Name(step)} is over" : $"{RolloutRules.Name(step)} passed: {string.Join(", ", gates.Select(g => g.Text))}";
        return state.ApprovedBy is { } approver && state.ApprovedStep == state.Step + 1 ? $"{passed}; approved by {approver}" : passed;
    }

    /// <summary>A move, for people.</summary>
    public static string Text(VersionChange change)
    {
        string share = change.Share is { } percent ? string.Create(CultureInfo.InvariantCulture, $" {percent:0.###} %") : string.Empty;
        return $"{VersionLifecycle.Name(change.Action)}{share} ({change.Reason}).";
    }

    private static VersionChange BackFor(string reason, VersionSummary version, IReadOnlyList<GateResult> gates) => new()
    {
        Version = version.Version,
        Action = VersionAction.RollBack,
        Actor = Actor,
        Reason = reason,
        Gates = gates.Count == 0 ? null : gates,
        IfRevision = version.Revision,
    };
}
