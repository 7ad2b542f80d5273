using Microsoft.Extensions.Logging;
using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Features;
using UserRep.Grains.Snapshots;
using UserRep.Grains.Users;

namespace UserRep.Grains.Backfills;

/// <summary>Builds the states of the users who begin in a stretch of the log, and stores their snapshots. To do it twice is harmless.</summary>
internal sealed class BackfillBuilder(IEventLog log, UserLoader loader, SnapshotWriter snapshots, ILogger<BackfillBuilder> logger)
{
    /// <summary>Does a step. When it returns, the snapshots are stored.</summary>
    /// <exception cref="EventLogException">The log or the store failed or is busy; the step is to be done again.</exception>
    public async Task<BackfillStep> BuildAsync(FeatureSpace space, BackfillPlace place, BackfillPace pace, CancellationToken cancellation)
    {
        using ErasureWatch erased = snapshots.WatchErasures();
        IReadOnlyList<LogEvent> page = await log.ReadPartitionAsync(place.Partition, place.After, pace.StepEvents, cancellation).ConfigureAwait(false);
        BackfillStretch stretch = BackfillStretch.Of(page, page.Count < pace.StepEvents, place, pace.StepUsers);
        List<Snapshot> built = [];
        int users = 0;
        foreach (LogEvent first in stretch.Firsts)
        {
            string userId = first.Event!.UserId;
            if (first.Prev == 0 || await IsFirstAsync(userId, first.Offset, cancellation).ConfigureAwait(false))
            {
                users++;
                if (await BuildAsync(space, userId, cancellation).ConfigureAwait(false) is { } snapshot)
                {
                    built.Add(snapshot);
                }
            }
        }

        await snapshots.WriteAsync(built, erased, cancellation).ConfigureAwait(false);
        foreach (Snapshot snapshot in built)
        {
            // An erasure on another silo takes from the log first. One that the log still knows the user after has not begun, and takes this
            // snapshot with it. If this ends in between, the snapshot is found void when the user is next loaded, or a later one takes its place.
            if (!await log.ContainsAsync(snapshot.UserId, snapshot.Position, cancellation).ConfigureAwait(false))
            {
                await snapshots.RemoveUserAsync(snapshot.UserId, cancellation).ConfigureAwait(false);
            }
        }

        return new BackfillStep(place.Partition, stretch.Through, users);
    }

    /// <summary>Of a pruned log it takes a look to tell a user's first event from one whose predecessor went.</summary>
    private async Task<bool> IsFirstAsync(string userId, long offset, CancellationToken cancellation) =>
        await log.ReadUserAsync(userId, 0, 1, cancellation).ConfigureAwait(false) is [var first] && first.Offset == offset;

    /// <summary>A snapshot of a user; null if the newest event is in one already, or if the user has been erased meanwhile.</summary>
    private async Task<Snapshot?> BuildAsync(FeatureSpace space, string userId, CancellationToken cancellation)
    {
        try
        {
            UserFold fold = await loader.LoadAsync(space, userId, cancellation).ConfigureAwait(false);
            return fold.EventCount > fold.SnapshotCount ? new Snapshot(userId, space.Id, log.Epoch, fold.Position, UserSnapshot.Write(fold)) : null;
        }
        catch (Exception error) when (error is not (EventLogException or OperationCanceledException or ObjectDisposedException))
        {
            // One user must not hold up all others; whoever reads that one gets the error.
            Log.UserNotBuilt(logger, error);
            return null;
        }
    }
}
