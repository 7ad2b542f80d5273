using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;

namespace UserRep.Tests.Grains.Users;

/// <summary>Snapshots of the one rule, in memory: within an epoch only forward. It can be told that it is damaged.</summary>
internal sealed class MemorySnapshots : ISnapshotStore
{
    private readonly Dictionary<(string, string), Snapshot> _snapshots = [];

    public int Refused { get; private set; }

    /// <summary>Gets or sets the error of every read.</summary>
    public EventLogException? Failure { get; set; }

    public Task<int> UpsertAsync(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellation)
    {
        int stored = 0;
        foreach (Snapshot snapshot in snapshots)
        {
            (string, string) key = (snapshot.UserId, snapshot.FeatureSpace);
            bool isLater = !_snapshots.TryGetValue(key, out Snapshot? known) || (snapshot.Epoch, snapshot.Position).CompareTo((known.Epoch, known.Position)) > 0;
            if (isLater)
            {
                _snapshots[key] = snapshot;
                stored++;
            }
        }

        Refused += snapshots.Count - stored;
        return Task.FromResult(stored);
    }

    public Task<IReadOnlyList<Snapshot>> ReadAsync(string featureSpace, IReadOnlyList<string> userIds, CancellationToken cancellation) => Failure is { } failure
        ? Task.FromException<IReadOnlyList<Snapshot>>(failure)
        : Task.FromResult<IReadOnlyList<Snapshot>>([.. userIds.Where(u => _snapshots.ContainsKey((u, featureSpace))).Select(u => _snapshots[(u, featureSpace)])]);

    /// <summary>Gets or sets what happens before a user's are removed.</summary>
    public Func<Task>? Removing { get; set; }

    public async Task<int> RemoveUserAsync(string userId, CancellationToken cancellation)
    {
        await (Removing?.Invoke() ?? Task.CompletedTask);
        (string, string)[] keys = [.. _snapshots.Keys.Where(k => k.Item1 == userId)];
        Array.ForEach(keys, key => _snapshots.Remove(key));
        return keys.Length;
    }

    public Task<int> RemoveAsync(Snapshot snapshot, CancellationToken cancellation)
    {
        (string, string) key = (snapshot.UserId, snapshot.FeatureSpace);
        bool isThere = _snapshots.TryGetValue(key, out Snapshot? known) && (known.Epoch, known.Position) == (snapshot.Epoch, snapshot.Position);
        return Task.FromResult(isThere && _snapshots.Remove(key) ? 1 : 0);
    }

    public Task<int> RemoveFeatureSpaceAsync(string featureSpace, int most, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
