using CsCheck;
using UserRep.Grains.Placement;
using Xunit;

namespace UserRep.Tests.Grains.Placement;

public class PartitionSharesTests
{
    private static readonly Gen<(int Partitions, string[] Nodes)> _clusters = Gen.Select(
        Gen.Int[1, 200], Gen.Int[1, 12].SelectMany(n => Gen.Int[1, 9_999].HashSet[n].Select(ports => ports.Select(p => $"10.0.0.{p % 7}:{p}").ToArray())));

    [Fact]
    public void Every_partition_has_a_node_and_no_node_more_than_its_share() => _clusters.Sample(c =>
    {
        int[] owners = PartitionShares.Assign(c.Partitions, c.Nodes);

        Assert.Equal(c.Partitions, owners.Length);
        Assert.All(owners, owner => Assert.InRange(owner, 0, c.Nodes.Length - 1));
        Assert.All(owners.GroupBy(o => o), node => Assert.True(node.Count() <= (c.Partitions + c.Nodes.Length - 1) / c.Nodes.Length));
    });

    [Fact]
    public void In_whatever_order_nodes_are_told_partitions_have_the_same_ones() => Gen.Select(_clusters, Gen.Int).Sample((c, seed) =>
    {
        string[] shuffled = [.. c.Nodes];
        new Random(seed).Shuffle(shuffled);

        Assert.Equal(Names(c.Partitions, c.Nodes), Names(c.Partitions, shuffled));
    });

    [Theory]
    [InlineData(3, 16)]
    [InlineData(5, 64)]
    [InlineData(10, 256)]
    public void Where_a_node_goes_few_others_lose_what_they_have(int nodes, int partitions)
    {
        double moved = 0;
        const int Seeds = 200;
        for (int seed = 0; seed < Seeds; seed++)
        {
            string[] all = [.. Enumerable.Range(0, nodes).Select(n => $"10.0.{seed}.{n}:11111")];
            string[] before = Names(partitions, all);
            string[] after = Names(partitions, all[1..]);
            moved += before.Zip(after).Count(p => p.First != p.Second && p.First != all[0]);
        }

        // Those of the node that is gone must move; with the bound some others do, too, far fewer than if all were dealt anew.
        Assert.InRange(moved / Seeds, 0, 0.2 * partitions);
    }

    private static string[] Names(int partitions, string[] nodes) => [.. PartitionShares.Assign(partitions, nodes).Select(owner => nodes[owner])];
}
