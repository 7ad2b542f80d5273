using System.Buffers.Binary;
using System.IO.Hashing;

namespace UserRep.Grains.Placement;

/// <summary>
/// Which node has which partition: rendezvous hashing with a bound. Every pair of a partition and a node has a weight, and pairs are made in the
/// order of their weights, as long as a node has no more than its share. Whoever knows the same nodes finds the same, and where a node comes
/// or goes most partitions stay where they are.
/// </summary>
internal static class PartitionShares
{
    /// <param name="partitions">How many partitions there are.</param>
    /// <param name="nodes">The nodes' names, in any order, each once.</param>
    /// <returns>Per partition its node's index.</returns>
    public static int[] Assign(int partitions, IReadOnlyList<string> nodes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(nodes.Count);
        int[] owners = new int[partitions];
        owners.AsSpan().Fill(-1);
        int[] free = new int[nodes.Count];
        free.AsSpan().Fill((partitions + nodes.Count - 1) / nodes.Count);
        foreach ((int partition, int node) in Pairs(partitions, nodes))
        {
            if (owners[partition] < 0 && free[node] > 0)
            {
                owners[partition] = node;
                free[node]--;
            }
        }

        return owners;
    }

    private static IEnumerable<(int Partition, int Node)> Pairs(int partitions, IReadOnlyList<string> nodes) =>
        from node in Enumerable.Range(0, nodes.Count)
        let name = System.Text.Encoding.UTF8.GetBytes(nodes[node])
        from partition in Enumerable.Range(0, partitions)
        orderby Weight(partition, name) descending, partition, nodes[node]
        select (partition, node);

    private static ulong Weight(int partition, byte[] node)
    {
        Span<byte> key = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(key, partition);
        XxHash64 hash = new();
        hash.Append(node);
        hash.Append(key);
        return hash.GetCurrentHashAsUInt64();
    }
}
