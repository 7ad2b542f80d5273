using UserRep.EventLog.Snapshots;
using UserRep.Grains.Users;

namespace UserRep.ClusterTests.Faults.Checks;

/// <summary>Every stored snapshot is, bit for bit, the fold of the log up to its position.</summary>
internal static class SnapshotCheck
{
    // Format and hash aside, which differ where the next build wrote it. The same state is packed to the same bytes: both builds run on the same runtime.
    private static readonly Range[] _content = [1..25, 33..];

    /// <returns>What is wrong, and how many there were.</returns>
    public static async Task<(IReadOnlyList<string> Broken, int Snapshots)> CheckAsync(ISnapshotStore snapshots, Logged logged, Reference reference, long epoch)
    {
        List<string> broken = [];
        IReadOnlyList<Snapshot> stored = await snapshots.ReadAsync(reference.Space.Id, [.. logged.Users.Keys], CancellationToken.None);
        foreach (Snapshot snapshot in stored.Where(s => s.Epoch == epoch))
        {
            UserFold fold = reference.Fold(logged.Of(snapshot.UserId), snapshot.Position);
            if (fold.Position != snapshot.Position || !IsSame(snapshot.State.Span, UserSnapshot.Write(fold)))
            {
                broken.Add($"I4: the snapshot of {snapshot.UserId} at {snapshot.Position} is not what the log makes.");
            }
        }

        return (broken, stored.Count);
    }

    private static bool IsSame(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> expected)
    {
        foreach (Range part in _content)
        {
            if (!stored[part].SequenceEqual(expected[part]))
            {
                return false;
            }
        }

        return true;
    }
}
