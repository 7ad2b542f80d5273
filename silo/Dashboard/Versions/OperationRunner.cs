using System.Globalization;
using UserRep.Grains.Backfills;
using UserRep.Grains.Errors;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Rollouts;
using UserRep.Grains.Versions.Rollouts.Plans;
using UserRep.Grains.Versions.Switches;
using UserRep.Silo.Access.Auditing;
using UserRep.Silo.Dashboard.Access;

namespace UserRep.Silo.Dashboard.Versions;

/// <summary>Does what an operator has decided, in their name.</summary>
internal sealed class OperationRunner(IVersionRegistry versions, IRollouts rollouts, ISwitches switches, IBackfills backfills, Viewer viewer, ILoggerFactory loggers)
{
    /// <returns>What has become of it, in a sentence.</returns>
    /// <exception cref="UserRepException">It could not be done; the message says why.</exception>
    public async Task<string> RunAsync(OperationRequest request, CancellationToken cancellation)
    {
        string status = "failed";
        try
        {
            string said = await DoAsync(request, cancellation);
            status = "done";
            return said;
        }
        finally
        {
            AuditLog.Wrote(loggers, $"dashboard.{request.Operation.Kind}", request.Version, viewer.Name, status);
        }
    }

    private async Task<string> DoAsync(OperationRequest request, CancellationToken cancellation)
    {
        // As of now: the page may have been open since before that was taken from them.
        await viewer.LearnAsync();
        if (!viewer.MayOperate)
        {
            throw new UserRepException(ServiceError.Conflict, $"{viewer.Name} may look, and not change anything.");
        }

        string version = request.Version;
        return request.Operation.Kind switch
        {
            OperationKind.MakeCurrent => Said(await versions.MakeCurrentAsync(version, viewer.Name, request.Reason, request.IsForced, request.Revision, cancellation)),
            OperationKind.FollowPlan => Said(await rollouts.PutAsync(version, new PlanDraft(Reason: request.Reason), viewer.Name, request.Revision, cancellation)),
            OperationKind.Pause => Said(await rollouts.PauseAsync(version, viewer.Name, request.Reason, request.Revision, cancellation)),
            OperationKind.Resume => Said(await rollouts.ResumeAsync(version, viewer.Name, request.Reason, request.Revision, cancellation)),
            OperationKind.Approve => Said(await rollouts.ApproveAsync(version, viewer.Name, request.Reason, request.Revision, cancellation)),
            OperationKind.PrepareSwitch => Said(await switches.PrepareAsync(version, viewer.Name, request.Reason, cancellation)),
            OperationKind.CommitSwitch => Said(await switches.CommitAsync(SwitchOf(request), viewer.Name, request.Reason, request.IsForced, cancellation)),
            OperationKind.AbortSwitch => Said(await switches.AbortAsync(SwitchOf(request), viewer.Name, request.Reason, cancellation)),
            OperationKind.StartBackfill => Said(await backfills.StartAsync(version, viewer.Name, request.Reason, cancellation)),
            OperationKind.StopBackfill => Said(await backfills.StopAsync(version, viewer.Name, request.Reason, cancellation)),
            _ => Said(await versions.ChangeAsync(Change(request), cancellation)),
        };
    }

    private VersionChange Change(OperationRequest request) => new()
    {
        Version = request.Version,
        Action = Action(request.Operation.Kind),
        Actor = viewer.Name,
        Reason = request.Reason,
        IsForced = request.IsForced,
        IfRevision = request.Revision,
        Share = request.Share,
    };

    private static VersionAction Action(OperationKind kind) => kind switch
    {
        OperationKind.Validate => VersionAction.Validate,
        OperationKind.Shadow => VersionAction.Shadow,
        OperationKind.Canary => VersionAction.Canary,
        OperationKind.Promote => VersionAction.Promote,
        OperationKind.RollBack => VersionAction.RollBack,
        OperationKind.Drain => VersionAction.Drain,
        OperationKind.Retire => VersionAction.Retire,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "It moves no version."),
    };

    private static string SwitchOf(OperationRequest request) => request.Operation.Switch ?? throw new UserRepException(ServiceError.SwitchNotFound, "No switch is prepared.");

    private static string Said(VersionSummary version) => string.Create(
        CultureInfo.InvariantCulture, $"{version.Version} is {StateWords.Of(version.State)}{(version.Share > 0 ? $" with {version.Share:0.###} %" : null)}, at revision {version.Revision}.");

    private static string Said(RolloutStatus rollout) => $"The plan of {rollout.Version} is {(rollout.PausedBy is null ? rollout.Phase.ToString().ToLowerInvariant() : "paused")}.";

    private static string Said(SwitchInfo info) =>
        $"The switch from {info.From} to {info.To} is {info.State.ToString().ToLowerInvariant()}{(info.State == SwitchState.Prepared && info.Late.Length > 0 ? $"; late: {string.Join(", ", info.Late)}" : null)}.";

    private static string Said(BackfillStatus backfill) => $"The backfill is {backfill.Stage.ToString().ToLowerInvariant()}.";
}
