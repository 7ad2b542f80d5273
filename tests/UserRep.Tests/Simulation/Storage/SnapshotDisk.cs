using UserRep.EventLog.Snapshots;

namespace UserRep.Tests.Simulation.Storage;

/// <summary>What of the snapshots is durable, and the store's rules: within an epoch only forward, and never back to an older one.</summary>
/// <param name="stored">Sees what is stored, with what it takes the place of.</param>
internal class SnapshotDisk(Action<Snapshot, Snapshot?>? stored = null)
{
    private readonly Dictionary<(string User, string Space), Snapshot> _snapshots = [];

    public IEnumerable<Snapshot> All => _snapshots.Values;

    public int Upsert(IReadOnlyList<Snapshot> snapshots)
    {
        int count = 0;
        foreach (Snapshot snapshot in snapshots)
        {
            (string, string) key = (snapshot.UserId, snapshot.FeatureSpace);
            Snapshot? known = _snapshots.GetValueOrDefault(key);
            if (known is null || TakesPlace(snapshot, known))
            {
                _snapshots[key] = snapshot;
                stored?.Invoke(snapshot, known);
                count++;
            }
        }

        return count;
    }

    public IReadOnlyList<Snapshot> Read(string featureSpace, IReadOnlyList<string> userIds) =>
        [.. userIds.Where(u => _snapshots.ContainsKey((u, featureSpace))).Select(u => _snapshots[(u, featureSpace)])];

    public int Remove(Func<Snapshot, bool> which, int most = int.MaxValue)
    {
        (string, string)[] keys = [.. _snapshots.Where(s => which(s.Value)).Take(most).Select(s => s.Key)];
        Array.ForEach(keys, key => _snapshots.Remove(key));
        return keys.Length;
    }

    protected virtual bool TakesPlace(Snapshot snapshot, Snapshot known) => (snapshot.Epoch, snapshot.Position).CompareTo((known.Epoch, known.Position)) > 0;
}
