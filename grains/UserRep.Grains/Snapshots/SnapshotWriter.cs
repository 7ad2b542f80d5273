using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UserRep.EventLog.Snapshots;

namespace UserRep.Grains.Snapshots;

/// <summary>Writes this silo's snapshots in batches. Of a user who comes twice only the later one is written.</summary>
internal sealed class SnapshotWriter(ISnapshotStore store, SnapshotOptions options, TimeProvider time, ILogger<SnapshotWriter> logger) : BackgroundService
{
    private const int MaxBatch = 1_000;
    private static readonly TimeSpan _gathering = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<(string UserId, string Space), Snapshot> _waiting = [];
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _some = new(0, 1);

    /// <summary>Gets a value indicating whether so many wait that whoever can wait had better.</summary>
    public bool IsCrowded
    {
        get
        {
            lock (_waiting)
            {
                return _waiting.Count > options.MaxWaiting / 2;
            }
        }
    }

    /// <summary>Stores snapshots at once, in turn with those that wait. When it returns they are stored, or later ones were.</summary>
    /// <param name="batch">The snapshots; a user and feature space at most once.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="EventLog.Events.EventLogException">The store failed or is busy.</exception>
    public async Task WriteAsync(IReadOnlyList<Snapshot> batch, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await store.UpsertAsync(batch, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Hands a snapshot in.</summary>
    /// <returns>Whether it was taken; if too many wait it was not.</returns>
    public bool TryWrite(Snapshot snapshot)
    {
        lock (_waiting)
        {
            if (_waiting.Count >= options.MaxWaiting && !_waiting.ContainsKey((snapshot.UserId, snapshot.FeatureSpace)))
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
    public async Task RemoveUserAsync(string userId, CancellationToken cancellation)
    {
        lock (_waiting)
        {
            foreach ((string, string) key in _waiting.Keys.Where(k => k.UserId == userId).ToArray())
            {
                _waiting.Remove(key);
            }
        }

        await _writing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await store.RemoveUserAsync(userId, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        using CancellationTokenSource budget = new(options.ShutdownBudget, time);
        while (!budget.IsCancellationRequested && await WriteAsync(budget.Token).ConfigureAwait(false))
        {
        }
    }

    public override void Dispose()
    {
        _writing.Dispose();
        _some.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await _some.WaitAsync(stoppingToken).ConfigureAwait(false);
                await Task.Delay(_gathering, time, stoppingToken).ConfigureAwait(false);
                while (await WriteAsync(stoppingToken).ConfigureAwait(false))
                {
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The silo is stopping; StopAsync writes what it has time for.
        }
    }

    private async Task<bool> WriteAsync(CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            Snapshot[] batch;
            lock (_waiting)
            {
                batch = [.. _waiting.Values.Take(MaxBatch)];
                foreach (Snapshot snapshot in batch)
                {
                    _waiting.Remove((snapshot.UserId, snapshot.FeatureSpace));
                }
            }

            return batch.Length > 0 && await StoreAsync(batch, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task<bool> StoreAsync(Snapshot[] batch, CancellationToken cancellation)
    {
        try
        {
            await store.UpsertAsync(batch, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.SnapshotsNotStored(logger, batch.Length, error);
            return false;
        }
    }
}
