using Microsoft.Extensions.Logging;
using Orleans.Storage;
using UserRep.EventLog.Events;
using UserRep.Grains.Features;
using UserRep.Grains.Hosting;
using UserRep.Grains.Partitions;
using UserRep.Grains.Snapshots;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;

namespace UserRep.Grains.Backfills;

/// <summary>Walks the log a step at a time, by a timer, and keeps how far it is. Calls and steps take turns; only the question for the status need not wait.</summary>
[KeepAlive]
[GrainType("backfill")]
internal sealed class BackfillGrain(
    [PersistentState("backfill", GrainsHosting.StorageName)] IPersistentState<BackfillState> stored,
    IEventLog log,
    BackfillBuilder builder,
    BackfillOptions options,
    VersionHost versions,
    CatalogSync catalog,
    PartitionWatermarks watermarks,
    SnapshotWriter snapshots,
    TimeProvider time,
    ILogger<BackfillGrain> logger) : Grain, IBackfillGrain
{
    /// <summary>A part of a second's work: whoever is to serve the space again waits for it.</summary>
    private const int RemovedAtOnce = 2_000;

    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);

    private readonly BackfillMeter _meter = new();
    private readonly BackfillPace _pace = new(options.UsersPerSecond);
    private readonly NoteSender _notes = new(logger);
    private BackfillState _walk = new();
    private IGrainTimer? _timer;
    private long _savedAt;
    private bool _isResting;

    private string Space => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Follow(stored.State);
        return _notes.TrySendAsync(_walk.Note, catalog.Catalog);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        if (!ReferenceEquals(_walk, stored.State) && reason.ReasonCode != DeactivationReasonCode.ApplicationRequested)
        {
            await SaveAsync(_walk);
        }
    }

    public async Task<BackfillStatus> StartAsync(string version, string actor, string? reason) =>
        await ChangeAsync(BackfillWalk.Start(_walk, log.Epoch, await log.HeadsAsync(CancellationToken.None), time.GetUtcNow()), version, BackfillRules.Start, actor, reason);

    public Task<BackfillStatus> StopAsync(string version, string actor, string? reason) =>
        ChangeAsync(BackfillWalk.Stop(_walk, time.GetUtcNow()), version, BackfillRules.Stop, actor, reason);

    public Task<BackfillStatus> GetAsync() => Task.FromResult(BackfillWalk.Describe(_walk, Space, _isResting, _meter.PerSecond));

    public async Task<bool> WakeAsync()
    {
        await _notes.SendAsync(_walk.Note, catalog.Catalog);
        if (await IsServedAsync())
        {
            return false;
        }

        await ForgetAsync();
        return await RemoveSnapshotsAsync();
    }

    public Task SettleAsync() => Task.CompletedTask;

    /// <summary>Removes some of the snapshots that nobody needs any more, once every silo has let go of the feature space.</summary>
    /// <returns>Whether none is left.</returns>
    private async Task<bool> RemoveSnapshotsAsync()
    {
        CatalogState now = await catalog.Catalog.GetAsync();
        if (BackfillRules.IsServed(now, Space) || !await catalog.Catalog.IsInForceAsync(now.Revision))
        {
            return false;
        }

        int removed = await snapshots.RemoveSpaceAsync(Space, RemovedAtOnce, CancellationToken.None);
        bool areAllGone = removed < RemovedAtOnce;
        if (areAllGone && removed > 0)
        {
            Log.SnapshotsRemoved(logger, Space);
        }

        return areAllGone;
    }

    /// <summary>Stores what somebody did, and the note of it, in one write.</summary>
    private async Task<BackfillStatus> ChangeAsync(BackfillState after, string version, string action, string actor, string? reason)
    {
        if (!ReferenceEquals(after, _walk))
        {
            await _notes.SendAsync(_walk.Note, catalog.Catalog);
            HistoryNote note = HistoryNote.Next(await catalog.Catalog.GetAsync(), $"backfill of {Space}", version, action, actor, reason, time.GetUtcNow());
            await SaveAsync(after with { Note = note });
            Follow(stored.State);
            await _notes.TrySendAsync(note, catalog.Catalog);
        }

        return await GetAsync();
    }

    /// <summary>Runs if the walk does.</summary>
    private void Follow(BackfillState walk)
    {
        _walk = walk;
        _isResting = false;
        _timer?.Dispose();
        _timer = null;
        _meter.Clear();
        if (walk.Stage == BackfillStage.Running)
        {
            _timer = this.RegisterGrainTimer(StepAsync, new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        }
    }

    private async Task StepAsync(CancellationToken cancellation)
    {
        TimeSpan wait;
        try
        {
            wait = await TryStepAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error)
        {
            Log.BackfillFailed(logger, Space, error);
            wait = error is EventLogBusyException busy ? busy.RetryAfter : _retry;
        }

        _timer?.Change(wait, Timeout.InfiniteTimeSpan);
    }

    /// <returns>How long to wait before the next.</returns>
    private async Task<TimeSpan> TryStepAsync(CancellationToken cancellation)
    {
        FeatureSpace? space = versions.Plan.Spaces.FirstOrDefault(s => s.Id == Space);
        if (space is null && !await IsServedAsync())
        {
            await ForgetAsync();
            return TimeSpan.Zero;
        }

        _isResting = space is null || !watermarks.AllAlive || watermarks.IsAnyBehindFor(BackfillPace.Patience) || snapshots.IsCrowded;
        if (_isResting)
        {
            Measure();
            return BackfillPace.Rest;
        }

        return await WalkAsync(space!, cancellation);
    }

    private async Task<TimeSpan> WalkAsync(FeatureSpace space, CancellationToken cancellation)
    {
        if (_walk.Epoch != log.Epoch)
        {
            // An older copy of the log was restored: what was walked is another log's.
            _walk = BackfillWalk.Start(_walk, log.Epoch, await log.HeadsAsync(cancellation), time.GetUtcNow());
        }

        long began = time.GetTimestamp();
        BackfillState before = _walk;
        BackfillStep step = default;
        if (BackfillWalk.Next(before) is { } place)
        {
            // Folding is work for a processor, and this thread is for grains.
            step = await Task.Run(() => builder.BuildAsync(space, place, _pace, cancellation), cancellation);
            _walk = BackfillWalk.Advance(before, step, time.GetUtcNow());
        }
        else
        {
            _walk = BackfillWalk.Finish(before, time.GetUtcNow());
        }

        Measure();
        if (_walk.Stage == BackfillStage.Done || time.GetElapsedTime(_savedAt) >= options.CheckpointInterval)
        {
            await SaveAsync(_walk);
        }

        if (_walk.Stage == BackfillStage.Done)
        {
            Log.BackfillDone(logger, Space, _walk.UsersDone);
            Follow(_walk);
        }

        return _pace.WaitAfter(step.Users, BackfillWalk.EventsWalked(_walk) - BackfillWalk.EventsWalked(before), time.GetElapsedTime(began));
    }

    private void Measure() => _meter.Read(time.GetElapsedTime(0), _walk.UsersDone, BackfillWalk.EventsWalked(_walk));

    /// <summary>This silo's plan may be late, and what it cannot load it does not have; the catalogue knows.</summary>
    private async Task<bool> IsServedAsync() =>
        versions.Plan.Spaces.Any(s => s.Id == Space) || BackfillRules.IsServed(await catalog.Catalog.GetAsync(), Space);

    private async Task ForgetAsync()
    {
        await _notes.SendAsync(_walk.Note, catalog.Catalog);
        if (stored.RecordExists)
        {
            await stored.ClearStateAsync();
        }

        Follow(new BackfillState());
        DeactivateOnIdle();
    }

    private async Task SaveAsync(BackfillState walk)
    {
        BackfillState before = stored.State;
        stored.State = walk;
        try
        {
            await stored.WriteStateAsync();
            _savedAt = time.GetTimestamp();
        }
        catch (Exception error)
        {
            stored.State = before;
            if (error is InconsistentStateException)
            {
                // Another one is at work, and knows better.
                DeactivateOnIdle();
            }

            throw;
        }
    }
}
