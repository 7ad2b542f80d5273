using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Features;
using UserRep.Grains.Metrics;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Snapshots;

/// <summary>
/// Writes this silo's snapshots in batches. Of a user who comes twice only the later one is written. What waits here goes on where it was
/// called, so that the order of steps is that of whoever runs them.
/// </summary>
internal sealed class SnapshotWriter(ISnapshotStore store, IPlanSource versions, SnapshotOptions options, ServiceMeter meter, TimeProvider time, ILogger<SnapshotWriter> logger) : BackgroundService
{
    private const int MaxBatch = 1_000;
    private static readonly TimeSpan _gathering = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<(string UserId, string Space), Snapshot> _waiting = [];
    private readonly HashSet<ErasureWatch> _watches = [];
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _some = new(0, 1);

    /// <summary>Gets a value indicating whether so many wait that whoever can wait had better.</summary>
    public bool IsCrowded => Waiting > options.MaxWaiting / 2;

    private int Waiting
    {
        get
        {
            lock (_waiting)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Begins to note who is erased here, before somebody reads what snapshots are to be made of.</summary>
    public ErasureWatch WatchErasures()
    {
        ErasureWatch watch = new(ended =>
        {
            lock (_waiting)
            {
                _watches.Remove(ended);
            }
        });
        lock (_waiting)
        {
            _watches.Add(watch);
        }

        return watch;
    }

    /// <summary>
    /// Stores snapshots at once, in turn with those that wait, but for users who were erased since they were read. When it returns they are
    /// stored, or later ones were.
    /// </summary>
    /// <param name="batch">The snapshots; a user and feature space at most once.</param>
    /// <param name="erased">Who was erased meanwhile.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="EventLog.Events.EventLogException">The store failed or is busy.</exception>
    public async Task WriteAsync(IReadOnlyList<Snapshot> batch, ErasureWatch erased, CancellationToken cancellation)
    {
        // Whoever erases after this waits for its turn to remove what is written here.
        await _writing.WaitAsync(cancellation).ConfigureAwait(true);
        try
        {
            Snapshot[] left;
            lock (_waiting)
            {
                left = [.. batch.Where(s => !erased.Has(s.UserId))];
            }

            await store.UpsertAsync(left, cancellation).ConfigureAwait(true);
            meter.SnapshotsWritten(left.Length);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Whether a snapshot would be taken; to make one that is not would be for nothing. If not, it counts as dropped.</summary>
    public bool HasRoom(string userId, string featureSpace)
    {
        lock (_waiting)
        {
            return HasRoomNow(userId, featureSpace);
        }
    }

    /// <summary>Hands a snapshot in.</summary>
    /// <returns>Whether it was taken; if too many wait it was not.</returns>
    public bool TryWrite(Snapshot snapshot)
    {
        lock (_waiting)
        {
            if (!HasRoomNow(snapshot.UserId, snapshot.FeatureSpace))
            {
                return false;
            }

            _waiting[(snapshot.UserId, snapshot.FeatureSpace)] = snapshot;
            if (_some.CurrentCount == 0)
            {
                _some.Release();
            }
        }

        return true;
    }

    /// <summary>Removes all snapshots of a user, those on their way included.</summary>
    public async Task<int> RemoveUserAsync(string userId, CancellationToken cancellation)
    {
        lock (_waiting)
        {
            foreach ((string, string) key in _waiting.Keys.Where(k => k.UserId == userId).ToArray())
            {
                _waiting.Remove(key);
            }

            foreach (ErasureWatch watch in _watches)
            {
                watch.Add(userId);
            }
        }

        await _writing.WaitAsync(cancellation).ConfigureAwait(true);
        try
        {
            return await store.RemoveUserAsync(userId, cancellation).ConfigureAwait(true);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Removes some snapshots of a feature space that is served no more, after those on their way.</summary>
    /// <returns>How many were removed; fewer than asked for when none is left.</returns>
    public async Task<int> RemoveSpaceAsync(string featureSpace, int most, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation).ConfigureAwait(true);
        try
        {
            return await store.RemoveFeatureSpaceAsync(featureSpace, most, cancellation).ConfigureAwait(true);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Writes what is handed in, until it is told to stop; <see cref="StopAsync"/> then writes what it has time for.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _some.WaitAsync(stoppingToken).ConfigureAwait(true);
                await Task.Delay(_gathering, time, stoppingToken).ConfigureAwait(true);
                while (await WriteAsync(stoppingToken).ConfigureAwait(true))
                {
                }
            }
            catch (Exception error)
            {
                // A store may give up by itself: only when the silo stops is that the end.
                if (!stoppingToken.IsCancellationRequested)
                {
                    Log.SnapshotsNotWritten(logger, error);
                }
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(true);
        using CancellationTokenSource budget = new(options.ShutdownBudget, time);
        try
        {
            while (!budget.IsCancellationRequested && await WriteAsync(budget.Token).ConfigureAwait(true))
            {
            }
        }
        catch (OperationCanceledException) when (budget.IsCancellationRequested)
        {
            // In the middle of a batch. To stop is not to fail.
        }

        if (Waiting is > 0 and int left)
        {
            Log.SnapshotsLeftBehind(logger, left);
        }
    }

    public override void Dispose()
    {
        _writing.Dispose();
        _some.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    /// <summary>Whoever asks holds what waits. If there is none, a snapshot has been dropped.</summary>
    private bool HasRoomNow(string userId, string featureSpace)
    {
        if (_waiting.Count < options.MaxWaiting || _waiting.ContainsKey((userId, featureSpace)))
        {
            return true;
        }

        meter.SnapshotsDropped(1, isFull: true);
        return false;
    }

    private async Task<bool> WriteAsync(CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation).ConfigureAwait(true);
        try
        {
            using ErasureWatch erased = WatchErasures();
            Snapshot[] batch;
            lock (_waiting)
            {
                batch = [.. _waiting.Values.Take(MaxBatch)];
                foreach (Snapshot snapshot in batch)
                {
                    _waiting.Remove((snapshot.UserId, snapshot.FeatureSpace));
                }
            }

            return batch.Length > 0 && await StoreAsync(batch, erased, cancellation).ConfigureAwait(true);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task<bool> StoreAsync(Snapshot[] batch, ErasureWatch erased, CancellationToken cancellation)
    {
        try
        {
            // Users in memory may still have a state for a version that has been dropped.
            IReadOnlyList<FeatureSpace> served = versions.Plan.Spaces;
            Snapshot[] wanted = [.. batch.Where(s => served.Any(space => space.Id == s.FeatureSpace))];
            await store.UpsertAsync(wanted, cancellation).ConfigureAwait(true);
            meter.SnapshotsWritten(wanted.Length);
            return true;
        }
        catch (OperationCanceledException)
        {
            TakeBack(batch, erased);
            throw;
        }
        catch (Exception error)
        {
            meter.SnapshotsDropped(batch.Length, isFull: false);
            Log.SnapshotsNotStored(logger, batch.Length, error);
            return false;
        }
    }

    /// <summary>What was not stored waits again, but for what has a later one by now, or whose user was erased.</summary>
    private void TakeBack(Snapshot[] batch, ErasureWatch erased)
    {
        lock (_waiting)
        {
            foreach (Snapshot snapshot in batch.Where(s => !erased.Has(s.UserId)))
            {
                _waiting.TryAdd((snapshot.UserId, snapshot.FeatureSpace), snapshot);
            }

            if (_some.CurrentCount == 0)
            {
                _some.Release();
            }
        }
    }
}
