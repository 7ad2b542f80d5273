using CsCheck;
using UserRep.Grains.Versions.Rollouts.Measures;
using Xunit;

namespace UserRep.Tests.Grains.Versions.Rollouts.Measures;

public sealed class NeighbourOverlapTests
{
    private const int Users = 100;
    private const int Dimension = 8;

    [Fact]
    public void It_is_what_sorting_everybody_would_give() => Gen.Int.Sample(
        seed =>
        {
            float[] one = VectorFakes.Normal(Users, Dimension, seed);
            float[] other = VectorFakes.Turned(one, Users, 0.5f, seed + 1);
            double expected = Enumerable.Range(0, Users).Sum(u => Nearest(one, u).Intersect(Nearest(other, u)).Count() / (double)NeighbourOverlap.K);
            Assert.Equal(expected, NeighbourOverlap.Sum(one, other, Users), 1e-9);
        },
        iter: 20);

    [Fact]
    public void A_turn_changes_nothing_noise_little_and_strangers_share_what_chance_gives()
    {
        float[] one = VectorFakes.Normal(Users, Dimension, 1);

        Assert.Equal(1, NeighbourOverlap.Sum(one, VectorFakes.Turned(one, Users, 0, 2), Users) / Users, 1e-3);
        Assert.InRange(NeighbourOverlap.Sum(one, VectorFakes.Turned(one, Users, 0.3f, 2), Users) / Users, 0.5, 0.95);
        Assert.InRange(NeighbourOverlap.Sum(one, VectorFakes.Normal(Users, Dimension, 3), Users) / Users, 0.05, 0.16);
        Assert.InRange(NeighbourOverlap.Sum(one, [.. Enumerable.Repeat(0.5f, Users * Dimension)], Users) / Users, 0.05, 0.16);
    }

    private static int[] Nearest(float[] vectors, int user)
    {
        ReadOnlyMemory<float> Row(int u) => vectors.AsMemory(u * Dimension, Dimension);
        double Alike(int a, int b) => System.Numerics.Tensors.TensorPrimitives.CosineSimilarity(Row(a).Span, Row(b).Span);
        return [.. Enumerable.Range(0, Users).Where(u => u != user).OrderByDescending(u => Alike(user, u)).Take(NeighbourOverlap.K)];
    }
}
