using Microsoft.Extensions.Logging;
using UserRep.Grains.Errors;
using UserRep.Grains.Hosting;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Rollouts.Plans;

namespace UserRep.Grains.Versions.Rollouts;

/// <summary>Keeps how far a version's plan is, and looks at its gates every period, while it is being moved, too; pure rules decide, the catalogue moves the version.</summary>
[GrainType("model-version")]
internal sealed class ModelVersionGrain(
    [PersistentState("rollout", GrainsHosting.StorageName)] IPersistentState<RolloutState> state,
    IVersionRegistry versions,
    RolloutLooks looks,
    TimeProvider time,
    ILogger<ModelVersionGrain> logger) : Grain, IModelVersionGrain
{
    private readonly RolloutOutcomes _last = new();
    private readonly RolloutMover _mover = new(versions);
    private readonly NoteSender _notes = new(logger);
    private IGrainTimer? _timer;

    private string Version => this.GetPrimaryKeyString();

    private IVersionCatalogGrain Catalog => GrainFactory.GetGrain<IVersionCatalogGrain>(IVersionCatalogGrain.Key);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        KeepTime();
        return _notes.TrySendAsync(state.State.Note, Catalog);
    }

    public async Task<RolloutStatus> PutPlanAsync(PlanDraft? draft, string actor, long? ifRevision)
    {
        CatalogState catalog = await Catalog.GetAsync();
        RolloutPlan plan = PlanReader.Read(draft, [.. catalog.Consumers.Select(c => c.Name)]);
        RolloutState begun = RolloutStarts.Begin(plan, catalog.Require(Version), time.GetUtcNow());
        begun = await looks.FirstAsync(begun, Version, catalog);
        return await ChangeAsync(begun, Why(plan.IsDryRun ? "dry run" : null, draft?.Reason), "plan", actor, ifRevision);
    }

    public async Task<RolloutStatus> GetAsync() => Status((await Catalog.GetAsync()).Require(Version));

    public Task<RolloutStatus> PauseAsync(string actor, long? ifRevision, string? reason) => ChangeAsync(RolloutStarts.Pause(state.State, actor), reason, "pause", actor, ifRevision);

    public Task<RolloutStatus> ResumeAsync(string actor, long? ifRevision, string? reason) => ChangeAsync(RolloutStarts.Resume(state.State), reason, "resume", actor, ifRevision);

    public async Task<RolloutStatus> ApproveAsync(string actor, long? ifRevision, string? reason)
    {
        // The version may have moved a moment ago, and another step be the next.
        await DecideAsync(CancellationToken.None);
        RolloutState approved = RolloutStarts.Approve(state.State, actor);
        return await ChangeAsync(approved, Why(RolloutRules.Name(approved.Next!), reason), "approve", actor, ifRevision);
    }

    public Task WakeAsync() => Task.CompletedTask;

    private async Task<RolloutStatus> ChangeAsync(RolloutState after, string? reason, string action, string actor, long? ifRevision)
    {
        await _notes.SendAsync(state.State.Note, Catalog);
        CatalogState catalog = await Catalog.GetAsync();
        VersionLifecycle.RequireRevision(catalog.Require(Version), ifRevision);
        await StoreAsync(after with { Note = HistoryNote.Next(catalog, $"plan of {Version}", Version, action, actor, reason, time.GetUtcNow()) });
        _last.Refused(null);
        KeepTime();
        await _notes.TrySendAsync(state.State.Note, Catalog);
        return await GetAsync();
    }

    /// <summary>What the history says of itself, and behind it what somebody said.</summary>
    private static string? Why(string? what, string? said) => string.IsNullOrWhiteSpace(said) ? what : what is null ? said : $"{what}: {said}";

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
            // No move is to come before what led to it.
            await _notes.SendAsync(state.State.Note, Catalog);
            if (await DecideAsync(cancellation) is { } change)
            {
                await _mover.BeginAsync(change, Ended);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Failed(error);
        }

        if (state.State.Phase != RolloutPhase.Running)
        {
            KeepTime();
        }
    }

    /// <summary>Looks at the version, and notes how far its plan is.</summary>
    /// <returns>How it is to move now; null if it is not.</returns>
    private async Task<VersionChange?> DecideAsync(CancellationToken cancellation)
    {
        RolloutState before = state.State;
        CatalogState catalog = await Catalog.GetAsync();
        if (before.Phase != RolloutPhase.Running || catalog.Find(Version) is not { } version)
        {
            return null;
        }

        RolloutLook look = await looks.TakeAsync(before, Version, catalog, cancellation);
        RolloutDecision decision = RolloutRules.Next(before, version, look with { Failure = look.Failure ?? _last.Refusal }, time.GetUtcNow());
        bool isAnotherStep = decision.State.Step != before.Step;
        _last.Seen(isAnotherStep ? [] : look.Gates, decision.Waits, time.GetUtcNow());
        if (decision.State != before)
        {
            await StoreAsync(isAnotherStep ? decision.State with { Baseline = look.Counts } : decision.State);
        }

        return decision.Change;
    }

    /// <summary>Where a move has brought the version is looked at at once: from then on the step counts. So is one whose bundle is damaged: it goes back.</summary>
    private void Ended(Exception? error)
    {
        if (error is not null)
        {
            Failed(error);
        }

        if (error is UserRepException { Error: ServiceError.BundleRefused })
        {
            _last.Refused(error.Message);
        }

        if (state.State.Plan is { } plan && (error is null || _last.Refusal is not null))
        {
            _timer?.Change(TimeSpan.Zero, plan.Period);
        }
    }

    /// <summary>It is tried again in a period.</summary>
    private void Failed(Exception error)
    {
        _last.Failed(error.Message);
        Log.RolloutFailed(logger, Version, error);
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
