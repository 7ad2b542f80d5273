using UserRep.Grains.Embeddings;
using UserRep.Grains.Partitions;
using UserRep.Grains.Placement;
using UserRep.Grains.Versions;
using UserRep.Grains.Watching;

namespace UserRep.Grains.Silos;

/// <summary>Who is in memory in the cluster: this silo's table tells, and those of the others, who are asked. A silo that does not answer may have anybody.</summary>
internal sealed class ClusterPresence(EmbeddingTable table, AllSilos silos, PartitionOwners owners, VersionHost versions, ChangeNotifier notifier, TimeProvider time) : IUserPresence
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    public async Task<IReadOnlySet<string>> AmongAsync(IReadOnlyList<string> userIds)
    {
        if (owners.Silos <= 1)
        {
            return userIds.Where(table.Has).ToHashSet(StringComparer.Ordinal);
        }

        string[] asked = [.. userIds];
        bool[]?[] answers = await Task.WhenAll(silos.Active.Select(silo => silos.TryAskAsync(silo, s => s.HasAsync(asked), _patience, CancellationToken.None))).ConfigureAwait(false);
        return Array.Exists(answers, answer => answer is null)
            ? asked.ToHashSet(StringComparer.Ordinal)
            : asked.Where((_, i) => Array.Exists(answers, answer => answer![i])).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whoever keeps vectors of the user reads them again, and so has them computed.</summary>
    public void PassedOver(string userId, long position)
    {
        long nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (ServedVersion version in versions.Plan.Versions.Where(version => version.Renewed.Has(userId)))
        {
            notifier.Notify(new VectorChange(userId, version.Version, version.EmbeddingSpace, position, nowMs));
        }
    }
}
