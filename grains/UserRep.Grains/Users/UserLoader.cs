using Microsoft.Extensions.Logging;
using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Features;
using UserRep.Grains.Partitions;
using UserRep.Model.Features;

namespace UserRep.Grains.Users;

/// <summary>
/// Brings a user's fold to where the log is. A snapshot saves reading from the first event on, if the log knows the event it stands at;
/// one that is void or damaged is passed over.
/// </summary>
internal sealed class UserLoader(IEventLog log, ISnapshotStore snapshots, IUserReads reads, DamagedEvents damaged, ILogger<UserLoader> logger)
{
    private long _loads;

    /// <summary>Gets how many folds were built from the stores.</summary>
    public long Loads => Interlocked.Read(ref _loads);

    /// <summary>A fold of everything the log has of a user.</summary>
    /// <param name="space">Of the fold.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="isNew">Whether the user is likely to have just come, so that no snapshot is looked for.</param>
    public async Task<UserFold> LoadAsync(FeatureSpace space, string userId, CancellationToken cancellation, bool isNew = false)
    {
        Interlocked.Increment(ref _loads);
        UserFold loaded = await (isNew ? BuildAsync(space, userId, cancellation) : LoadOnceAsync(space, userId, cancellation)).ConfigureAwait(true);

        // Where events are missing a snapshot has them, unless the space is younger than the prune. It may have been stored since it was looked for.
        return loaded.Gaps == 0 ? loaded : await LoadOnceAsync(space, userId, cancellation).ConfigureAwait(true);
    }

    /// <summary>A fold of everything the log has of a user, from a snapshot that came another way; null if that is void or damaged, or another stands in for events after it.</summary>
    public async Task<UserFold?> TryRestoreAsync(FeatureSpace space, Snapshot snapshot, CancellationToken cancellation) =>
        Restored(space, snapshot) is { } fold && await TryFollowAsync(fold, snapshot.UserId, cancellation).ConfigureAwait(true) && fold.Gaps == 0 ? fold : null;

    /// <summary>Reads what the log has past the fold; builds it anew if that does not link to it. Others may offer events to it meanwhile.</summary>
    public async Task CatchUpAsync(UserFold fold, string userId, CancellationToken cancellation)
    {
        while (true)
        {
            IReadOnlyList<LogEvent> events = damaged.Tell(await log.ReadUserAsync(userId, fold.Position, UserEvents.Page, cancellation).ConfigureAwait(true));
            if (!fold.LinksTo(events) || await IsErasedAsync(fold, userId, events, cancellation).ConfigureAwait(true))
            {
                // Not of the log alone: what another activation's snapshot covers may have been pruned. Nothing is taken in before, for others look at the state meanwhile.
                fold.CopyFrom(await LoadAsync(fold.Space, userId, cancellation).ConfigureAwait(true));
                return;
            }

            fold.TryFollow(events);
            if (events.Count < UserEvents.Page)
            {
                return;
            }
        }
    }

    private async Task<UserFold> LoadOnceAsync(FeatureSpace space, string userId, CancellationToken cancellation) =>
        await RestoreAsync(space, userId, cancellation).ConfigureAwait(true) ?? await BuildAsync(space, userId, cancellation).ConfigureAwait(true);

    private async Task<UserFold?> RestoreAsync(FeatureSpace space, string userId, CancellationToken cancellation)
    {
        if (await FindAsync(space, userId, cancellation).ConfigureAwait(true) is not { } snapshot || Restored(space, snapshot) is not { } restored)
        {
            return null;
        }

        if (await TryFollowAsync(restored, userId, cancellation).ConfigureAwait(true))
        {
            return restored;
        }

        Log.SnapshotVoid(logger, snapshot.Position);
        await RemoveAsync(snapshot, cancellation).ConfigureAwait(true);
        return null;
    }

    /// <summary>Nothing new links to anything: of an erased user the log does not even have what the fold stands at.</summary>
    private async Task<bool> IsErasedAsync(UserFold fold, string userId, IReadOnlyList<LogEvent> events, CancellationToken cancellation) =>
        events.Count == 0 && fold.Position > 0 && fold.Position is var position
        && !await log.ContainsAsync(userId, position, cancellation).ConfigureAwait(true) && fold.Position == position;

    /// <summary>Brings a fold that was restored to where the log is. One read tells whether the event it stands at is there, and what came after it.</summary>
    /// <returns>Whether the log knows the event; if not, the fold is void.</returns>
    private async Task<bool> TryFollowAsync(UserFold fold, string userId, CancellationToken cancellation)
    {
        IReadOnlyList<LogEvent> events = damaged.Tell(await reads.TailAsync(userId, fold.Position - 1, cancellation).ConfigureAwait(true));
        if (events.Count == 0 || events[0].Offset != fold.Position || !fold.TryFollow(events))
        {
            return false;
        }

        await FollowAsync(fold, userId, events.Count == UserReads.TailEvents, cancellation).ConfigureAwait(true);
        return true;
    }

    private async Task<UserFold> BuildAsync(FeatureSpace space, string userId, CancellationToken cancellation)
    {
        UserFold fold = new(space);
        IReadOnlyList<LogEvent> events = damaged.Tell(await reads.TailAsync(userId, 0, cancellation).ConfigureAwait(true));
        fold.TryFollow(events);
        return await FollowAsync(fold, userId, events.Count == UserReads.TailEvents, cancellation).ConfigureAwait(true);
    }

    private async Task<UserFold> FollowAsync(UserFold fold, string userId, bool more, CancellationToken cancellation)
    {
        while (more)
        {
            IReadOnlyList<LogEvent> events = damaged.Tell(await log.ReadUserAsync(userId, fold.Position, UserEvents.Page, cancellation).ConfigureAwait(true));
            fold.TryFollow(events);
            more = events.Count == UserEvents.Page;
        }

        return fold;
    }

    /// <summary>A store that is damaged has no snapshot. One that only cannot answer now is an error: it will be asked again.</summary>
    private async Task<Snapshot?> FindAsync(FeatureSpace space, string userId, CancellationToken cancellation)
    {
        try
        {
            return await reads.SnapshotAsync(space.Id, userId, cancellation).ConfigureAwait(true);
        }
        catch (EventLogException error) when (!error.IsTransient)
        {
            Log.SnapshotDamaged(logger, error);
            return null;
        }
    }

    /// <summary>It may be of somebody who was erased as it was written: it is to be nowhere.</summary>
    private async Task RemoveAsync(Snapshot snapshot, CancellationToken cancellation)
    {
        try
        {
            await snapshots.RemoveAsync(snapshot, cancellation).ConfigureAwait(true);
        }
        catch (EventLogException error)
        {
            Log.SnapshotNotRemoved(logger, error);
        }
    }

    private UserFold? Restored(FeatureSpace space, Snapshot snapshot)
    {
        if (snapshot.Epoch != log.Epoch || snapshot.Position <= 0)
        {
            return null;
        }

        try
        {
            UserFold fold = new(space);
            fold.Restore(snapshot.Position, UserSnapshot.Read(snapshot.State, space.Codec, fold.State));
            return fold;
        }
        catch (FeatureStateException error)
        {
            Log.SnapshotDamaged(logger, error);
            return null;
        }
    }
}
