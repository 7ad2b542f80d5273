namespace UserRep.EventLog.Snapshots;

/// <summary>Up to where snapshots stand in for events.</summary>
internal static class SnapshotCover
{
    /// <returns>Per user, the lowest position among the snapshots of all feature spaces; a user who lacks one is left out.</returns>
    public static async Task<IReadOnlyDictionary<string, long>> OfAsync(
        ISnapshotStore snapshots, IReadOnlyList<string> featureSpaces, long epoch, IReadOnlyList<string> userIds, CancellationToken cancellation)
    {
        Dictionary<string, long>? covered = null;
        foreach (string space in featureSpaces)
        {
            Dictionary<string, long> here = (await snapshots.ReadAsync(space, userIds, cancellation).ConfigureAwait(false))
                .Where(s => s.Epoch == epoch)
                .ToDictionary(s => s.UserId, s => s.Position, StringComparer.Ordinal);
            covered = covered is null
                ? here
                : covered.Where(c => here.ContainsKey(c.Key)).ToDictionary(c => c.Key, c => Math.Min(c.Value, here[c.Key]), StringComparer.Ordinal);
        }

        return covered ?? [];
    }
}
