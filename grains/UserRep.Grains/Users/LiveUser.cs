using System.Diagnostics;
using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Erasures;
using UserRep.Grains.Errors;
using UserRep.Grains.Features;
using UserRep.Grains.Snapshots;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Users;

/// <summary>
/// A user in memory. Calls may interleave while one of them waits for the log or the encoder; what moves the state does so in one step,
/// by the rule of <see cref="UserFold"/>. The log is the truth: nothing here need survive, and two of the same user do no harm.
/// Not thread-safe: its grain lets one call at a time run.
/// </summary>
/// <param name="userId">The user.</param>
/// <param name="runtime">What all users of the silo share.</param>
/// <param name="carried">What the user brings from another silo; null for nothing.</param>
internal sealed class LiveUser(string userId, UserRuntime runtime, CarriedUser? carried = null)
{
    private UserFold[] _folds = [];
    private UserVectors _vectors = new(userId, runtime, carried?.AsOfMs ?? 0);
    private Task _reading = Task.CompletedTask;
    private ServingPlan? _prepared;
    private CarriedUser? _carried = carried;

    // That of the log when the states were loaded: positions of another say nothing.
    private long _epoch = runtime.Log.Epoch;

    // Offsets of another epoch are those of other events.
    private long _erasedThrough = carried?.Epoch == runtime.Log.Epoch ? carried.ErasedThrough : 0;
    private long _writtenCount;
    private long _unwrittenSinceMs;

    public string UserId => userId;

    /// <summary>Gets a value indicating whether a state is loaded.</summary>
    public bool IsLoaded => _folds.Length > 0;

    /// <summary>Gets the position of the last event that is part of the state; 0 if none is, or nothing is loaded.</summary>
    public long Position => _folds.Length == 0 ? 0 : _folds[0].Position;

    /// <summary>Takes events in. When it returns they are part of the state; the vectors follow.</summary>
    /// <param name="events">The events.</param>
    /// <param name="span">What is to be told of the vector that has them; null for nothing.</param>
    public async Task ApplyAsync(IReadOnlyList<LogEvent> events, ActivityContext? span = null)
    {
        if (events[^1].Offset > Position && events[^1].Offset > _erasedThrough)
        {
            if (span is { } parent)
            {
                runtime.Traces.Expect(userId, events[^1].Offset, parent);
            }

            // Whatever becomes of them, the vector that is there is without them.
            runtime.Table.Know(userId, events[^1].Offset);
            _vectors.Expect(events.FirstOrDefault(e => e.Offset > Position && e.Event is not null)?.Event!.ReceivedAtMs ?? 0);
        }

        if (await PrepareAsync(isNew: events[0].Prev == 0))
        {
            // The log was read after these events were committed to it: what it has of them is part of the state, and what it has not was erased.
            return;
        }

        if (Array.Exists(_folds, fold => fold.Offer(events, _erasedThrough) == FoldOutcome.NeedsLog))
        {
            // This, too, reads the log after these events were committed to it. Whoever waits for one that was erased waits for ever.
            await CatchUpAsync();
        }

        Moved();
    }

    /// <summary>A vector that is part of which everything up to a position is.</summary>
    /// <exception cref="UserRepException">There is none, and why.</exception>
    public async Task<UserVector> ReadAsync(UserRead read)
    {
        await PrepareAsync();
        await ForgetAsync();
        ServedVersion version = runtime.Versions.Plan.Resolve(read.Version);
        UserFold fold = FoldOf(version);
        if (fold.Position < read.MinPosition)
        {
            await CatchUpAsync();
            Moved();
            if (fold.Position < read.MinPosition)
            {
                throw UserPositions.NotReached(read.MinPosition, fold.Position);
            }
        }

        return await _vectors.ReadAsync(version, fold, read.MinPosition, read.MaxAgeMs);
    }

    public async Task<UserSummary> DescribeAsync()
    {
        await PrepareAsync();
        await ForgetAsync();
        ServingPlan plan = runtime.Versions.Plan;
        UserFold? fold = plan.Current is { } current ? FoldOf(current) : _folds.FirstOrDefault();
        return fold is null
            ? await UserSummaries.FromLogAsync(runtime.Log, userId)
            : new UserSummary(
                userId,
                fold.EventCount,
                fold.EventCount == 0 ? null : fold.FirstEventMs,
                fold.EventCount == 0 ? null : fold.LastEventMs,
                fold.Position,
                fold.State.UnknownItems,
                runtime.Table.VersionsOf(userId));
    }

    /// <summary>Erases everything of the user: log, states, vectors, snapshots.</summary>
    /// <returns>What was removed.</returns>
    public async Task<UserErasure> EraseAsync()
    {
        try
        {
            return await EraseAllAsync();
        }
        catch
        {
            // The log may have forgotten the user, and what is in memory may not, or not know who has come back: it is loaded anew. Whoever is
            // loading it is done first, and would keep what is forgotten under his hands for whole.
            await OneAtATimeAsync(() =>
            {
                Forget();
                return Task.CompletedTask;
            });
            throw;
        }
    }

    /// <summary>Takes up at once what was carried here, so that whoever asks finds it. If that fails, whoever asks has it tried again.</summary>
    public async Task ArriveAsync() =>
        await ((Task)PrepareAsync()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    /// <summary>What a user who has left takes along; null for nothing.</summary>
    public CarriedUser? Carry()
    {
        // What was brought here is still as it came while nobody has asked for it.
        return _carried is not null || (_folds.Length == 0 && _erasedThrough == 0) ? _carried : new CarriedUser(
            _epoch, _erasedThrough, _vectors.AsOfMs, _writtenCount, _unwrittenSinceMs, [.. _folds.Where(fold => fold.Position > 0).Select(SnapshotOf)]);
    }

    /// <summary>Leaves memory. What is not yet in a snapshot is handed in, unless it goes along.</summary>
    public void Leave(bool isMoving)
    {
        if (!isMoving)
        {
            TakeSnapshots();
        }

        _vectors.Leave();
        runtime.Table.Remove(userId);
    }

    private async Task<UserErasure> EraseAllAsync()
    {
        long erased = 0;

        // After reads of the log that are under way, which may have seen what is erased now, and before any other.
        await OneAtATimeAsync(async () =>
        {
            erased = await runtime.Log.EraseUserAsync(userId, CancellationToken.None);
            long head = (await runtime.Log.HeadsAsync(CancellationToken.None))[runtime.Log.Partitions.PartitionOf(userId)].Offset;
            _erasedThrough = head;
            _carried = null;
            foreach (UserFold fold in _folds)
            {
                fold.Erase();
            }

            runtime.Table.Clear(userId);
        });

        // Only now: until the states were empty, another call could have handed in one more snapshot of them.
        int snapshots = await runtime.Snapshots.RemoveUserAsync(userId, CancellationToken.None);
        _writtenCount = 0;

        // Somebody may have come back between the erasure and the look at the head.
        await CatchUpAsync();
        Moved();
        return new UserErasure(erased, snapshots);
    }

    /// <summary>Somebody else had the log forget the user: what is here of it goes, too.</summary>
    private async Task ForgetAsync()
    {
        if (runtime.Forgotten.TryTake(userId))
        {
            await CatchUpAsync();
            Moved();
        }
    }

    private void Forget()
    {
        // A vector that is being computed of them is not to be kept.
        bool hasLeft = _vectors.HasLeft;
        _vectors.Leave();
        _vectors = new UserVectors(userId, runtime, _vectors.AsOfMs);
        if (hasLeft)
        {
            _vectors.Leave();
        }

        _carried = null;
        _folds = [];
        _prepared = null;
        runtime.Table.Clear(userId);
    }

    /// <summary>Makes sure there is a fold for every feature space that is served, up to date with the log when it is made.</summary>
    /// <param name="isNew">Whether it is asked for because of the user's first event.</param>
    /// <returns>Whether this very call read the log.</returns>
    private async Task<bool> PrepareAsync(bool isNew = false)
    {
        ServingPlan plan = runtime.Versions.Plan;
        if (ReferenceEquals(plan, _prepared) && runtime.Log.Epoch == _epoch)
        {
            return false;
        }

        bool loaded = false;
        await OneAtATimeAsync(async () => loaded = await PrepareAsync(plan, isNew));
        Moved();
        return loaded;
    }

    private async Task<bool> PrepareAsync(ServingPlan plan, bool isNew)
    {
        if (!_vectors.HasLeft)
        {
            // Before the log is read: what is committed from now on the user is told of, and what was committed before is in it.
            runtime.Table.Enter(userId);
        }

        long epoch = runtime.Log.Epoch;
        if (epoch != _epoch)
        {
            // An older copy of the log was restored: what it does not have never was.
            Forget();
            (_erasedThrough, _epoch) = (0, epoch);
        }

        bool loadedAll = _folds.Length == 0;
        _folds = Array.FindAll(_folds, fold => plan.Spaces.Contains(fold.Space));
        foreach (FeatureSpace space in plan.Spaces.Where(space => Array.TrueForAll(_folds, fold => fold.Space != space)).ToArray())
        {
            UserFold? taken = await TakeAsync(space);
            UserFold fold = taken ?? await runtime.Loader.LoadAsync(space, userId, CancellationToken.None, isNew);
            long written = taken is null ? fold.SnapshotCount : _carried!.WrittenCount;
            _writtenCount = _folds.Length == 0 ? written : Math.Min(_writtenCount, written);
            _folds = [.. _folds, fold];
        }

        if (_folds.Length > 0)
        {
            // From now on it is of the past.
            _carried = null;
        }

        _prepared = plan;
        return loadedAll;
    }

    /// <summary>What was carried here, brought up to date; null if nothing was that is of use.</summary>
    private async Task<UserFold?> TakeAsync(FeatureSpace space)
    {
        if (_carried?.States.FirstOrDefault(state => state.FeatureSpace == space.Id) is not { } state
            || await runtime.Loader.TryRestoreAsync(space, state, CancellationToken.None) is not { } fold)
        {
            return null;
        }

        _unwrittenSinceMs = _carried.UnwrittenSinceMs;
        runtime.Placed.Carried();
        return fold;
    }

    private Task CatchUpAsync() => OneAtATimeAsync(async () =>
    {
        foreach (UserFold fold in _folds)
        {
            await runtime.Loader.CatchUpAsync(fold, userId, CancellationToken.None);
        }
    });

    /// <summary>Reads of the log wait for each other: calls interleave, and two at once would fold the same events.</summary>
    private async Task OneAtATimeAsync(Func<Task> read)
    {
        Task mine = _reading = AfterAsync(_reading);
        try
        {
            await mine;
        }
        finally
        {
            // A task that is over still takes room, and there are hundreds of thousands of users.
            _reading = ReferenceEquals(_reading, mine) ? Task.CompletedTask : _reading;
        }

        async Task AfterAsync(Task before)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await read();
        }
    }

    private void Moved()
    {
        if (_folds.Length == 0 || _vectors.HasLeft)
        {
            return;
        }

        runtime.Table.Know(userId, Position);
        _vectors.Renew(_folds);
        long nowMs = runtime.Time.GetUtcNow().ToUnixTimeMilliseconds();
        long unwritten = _folds[0].EventCount - _writtenCount;
        if (unwritten <= 0)
        {
            return;
        }

        _unwrittenSinceMs = _unwrittenSinceMs == 0 ? nowMs : _unwrittenSinceMs;
        if (SnapshotDue.IsDue(runtime.SnapshotOptions, userId, unwritten, forMs: nowMs - _unwrittenSinceMs))
        {
            TakeSnapshots();
        }
    }

    private void TakeSnapshots()
    {
        if (_folds.Length == 0 || _folds[0].EventCount <= _writtenCount)
        {
            return;
        }

        bool taken = true;
        foreach (UserFold fold in _folds)
        {
            taken &= runtime.Snapshots.HasRoom(userId, fold.Space.Id) && runtime.Snapshots.TryWrite(SnapshotOf(fold));
        }

        if (taken)
        {
            _writtenCount = _folds[0].EventCount;
            _unwrittenSinceMs = 0;
        }
    }

    private Snapshot SnapshotOf(UserFold fold) => new(userId, fold.Space.Id, _epoch, fold.Position, UserSnapshot.Write(fold));

    private UserFold FoldOf(ServedVersion version) => Array.Find(_folds, fold => fold.Space == version.Space)
        ?? throw new UserRepException(ServiceError.NotReady, $"Version {version.Version} has just been loaded; the user's state is being built.", TimeSpan.FromMilliseconds(100));
}
