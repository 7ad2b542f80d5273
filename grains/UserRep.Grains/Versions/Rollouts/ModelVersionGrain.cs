using Microsoft.Extensions.Logging;
using UserRep.Grains.Hosting;
using UserRep.Grains.Versions.Rollouts.Plans;

namespace UserRep.Grains.Versions.Rollouts;

/// <summary>Keeps how far a version's plan is, and looks at its gates every period; pure rules decide, the catalogue moves the version.</summary>
[GrainType("model-version")]
internal sealed class ModelVersionGrain(
    [PersistentState("rollout", GrainsHosting.StorageName)] IPersistentState<RolloutState> state,
    IVersionRegistry versions,
    RolloutLooks looks,
    TimeProvider time,
    ILogger<ModelVersionGrain> logger) : Grain, IModelVersionGrain
{
    private readonly RolloutOutcomes _last = new();
    private IGrainTimer? _timer;

    private string Version => this.GetPrimaryKeyString();

    private IVersionCatalogGrain Catalog => GrainFactory.GetGrain<IVersionCatalogGrain>(IVersionCatalogGrain.Key);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        KeepTime();
        return Task.CompletedTask;
    }

    public async Task<RolloutStatus> PutPlanAsync(PlanDraft? draft, string actor, long? ifRevision)
    {
        CatalogState catalog = await Catalog.GetAsync();
        RolloutPlan plan = PlanReader.Read(draft, [.. catalog.Consumers.Select(c => c.Name)]);
        RolloutState begun = RolloutStarts.Begin(plan, catalog.Require(Version), time.GetUtcNow());
        begun = await looks.FirstAsync(begun, Version, catalog);
        return await ChangeAsync(begun, plan.IsDryRun ? "dry run" : null, "plan", actor, ifRevision);
    }

    public async Task<RolloutStatus> GetAsync() => Status((await Catalog.GetAsync()).Require(Version));

    public Task<RolloutStatus> PauseAsync(string actor, long? ifRevision) => ChangeAsync(RolloutStarts.Pause(state.State, actor), null, "pause", actor, ifRevision);

    public Task<RolloutStatus> ResumeAsync(string actor, long? ifRevision) => ChangeAsync(RolloutStarts.Resume(state.State), null, "resume", actor, ifRevision);

    public Task<RolloutStatus> ApproveAsync(string actor, long? ifRevision)
    {
        RolloutState approved = RolloutStarts.Approve(state.State, actor);
        return ChangeAsync(approved, RolloutRules.Name(approved.Next!), "approve", actor, ifRevision);
    }

    public Task WakeAsync() => Task.CompletedTask;

    private async Task<RolloutStatus> ChangeAsync(RolloutState after, string? reason, string action, string actor, long? ifRevision)
    {
        await Catalog.NoteAsync(Version, action, actor, reason, ifRevision);
        await StoreAsync(after);
        KeepTime();
        return await GetAsync();
    }

    private void KeepTime()
    {
        _timer?.Dispose();
        _timer = state.State is { Phase: RolloutPhase.Running, Plan: { } plan }
            ? this.RegisterGrainTimer(EvaluateAsync, new GrainTimerCreationOptions(plan.Period, plan.Period) { KeepAlive = true })
            : null;
    }

    private async Task EvaluateAsync(CancellationToken cancellation)
    {
        try
        {
            // Where it has got to is looked at once more at once: from then on the next step counts.
            while (await MoveAsync(cancellation))
            {
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Tried again in a period. Somebody else may have moved it; or the storage is away.
            _last.Failed(error.Message);
            Log.RolloutFailed(logger, Version, error);
        }

        if (state.State.Phase != RolloutPhase.Running)
        {
            KeepTime();
        }
    }

    /// <summary>Does what the plan has for the version now.</summary>
    /// <returns>Whether it has moved.</returns>
    private async Task<bool> MoveAsync(CancellationToken cancellation)
    {
        RolloutState before = state.State;
        CatalogState catalog = await Catalog.GetAsync();
        if (before.Phase != RolloutPhase.Running || catalog.Find(Version) is not { } version)
        {
            return false;
        }

        RolloutLook look = await looks.TakeAsync(before, Version, catalog, cancellation);
        RolloutDecision decision = RolloutRules.Next(before, version, look.Gates, look.Encodes, time.GetUtcNow());
        bool isAnotherStep = decision.State.Step != before.Step;
        _last.Seen(isAnotherStep ? [] : look.Gates, decision.Waits, time.GetUtcNow());
        if (decision.State != before)
        {
            await StoreAsync(isAnotherStep ? decision.State with { Baseline = look.Counts } : decision.State);
        }

        if (decision.Change is not { } change)
        {
            return false;
        }

        await versions.ChangeAsync(change, cancellation);
        return true;
    }

    private async Task StoreAsync(RolloutState after)
    {
        RolloutState before = state.State;
        state.State = after;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is stored now is unknown: the next activation reads it.
            state.State = before;
            DeactivateOnIdle();
            throw;
        }
    }

    private RolloutStatus Status(VersionSummary version) => new()
    {
        Version = version.Version,
        Revision = version.Revision,
        Plan = state.State.Plan ?? DefaultPlan.Plan,
        Phase = state.State.Phase,
        Step = state.State.Step >= 0 ? state.State.Step : null,
        StepSince = state.State.Step >= 0 ? state.State.StepSince : null,
        PausedBy = state.State.PausedBy,
        Gates = _last.Gates,
        Waits = _last.Waits,
        EvaluatedAt = _last.At,
        Reason = state.State.Reason ?? _last.Failure,
    };
}
