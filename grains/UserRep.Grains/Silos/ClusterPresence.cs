using UserRep.Grains.Embeddings;
using UserRep.Grains.Heap;
using UserRep.Grains.Partitions;
using UserRep.Grains.Versions;
using UserRep.Grains.Watching;

namespace UserRep.Grains.Silos;

/// <summary>Who is in memory in the cluster: this silo's table tells, and those of the others, who are asked. A silo that does not answer may have anybody.</summary>
internal sealed class ClusterPresence(EmbeddingTable table, IOtherSilos silos, IPlanSource plans, ChangeNotifier notifier, MemoryRoom room, TimeProvider time) : IUserPresence
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    // Each page of a backlog would wait for a silo that is silent.
    private static readonly TimeSpan _rest = TimeSpan.FromSeconds(10);

    private long _silentSince;

    /// <summary>That of this silo: the users of a partition live where it runs.</summary>
    public bool HasRoom => room.HasRoom;

    public async Task<IReadOnlySet<string>> AmongAsync(IReadOnlyCollection<string> userIds)
    {
        SiloAddress[] others = [.. silos.OthersWithUsers];
        if (others.Length == 0)
        {
            return userIds.Where(table.Has).ToHashSet(StringComparer.Ordinal);
        }

        // Without room each question is waited for: to fetch everybody instead would use up all memory.
        if (HasRoom && Interlocked.Read(ref _silentSince) is not 0 and var since && time.GetElapsedTime(since) < _rest)
        {
            return userIds.ToHashSet(StringComparer.Ordinal);
        }

        string[] asked = [.. userIds];
        bool[]?[] answers = await Task.WhenAll(others.Select(silo => silos.TryHasAsync(silo, asked, _patience))).ConfigureAwait(false);
        if (Array.Exists(answers, answer => answer is null))
        {
            Interlocked.Exchange(ref _silentSince, time.GetTimestamp());
            return asked.ToHashSet(StringComparer.Ordinal);
        }

        return asked.Where((user, i) => table.Has(user) || Array.Exists(answers, answer => answer![i])).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whoever keeps vectors of the user reads them again, and so has them computed.</summary>
    public void PassedOver(string userId, long position)
    {
        foreach (ServedVersion version in plans.Plan.Versions)
        {
            if (version.Renewed.Has(userId))
            {
                notifier.Hint(new VectorChange(userId, version.Version, version.EmbeddingSpace, position, NowMs()));
            }
        }
    }

    private long NowMs() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
