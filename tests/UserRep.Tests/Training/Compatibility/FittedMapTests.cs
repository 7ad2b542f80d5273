using MathNet.Numerics.LinearAlgebra;
using UserRep.Training.Compatibility;
using UserRep.Training.Evaluation.Protocol;
using Xunit;

namespace UserRep.Tests.Training.Compatibility;

public sealed class FittedMapTests
{
    private const int Dimension = 16;

    [Fact]
    public void Of_few_and_noisy_pairs_the_rotation_is_shipped()
    {
        Random random = new(1);
        Matrix<double> from = TestPairs.Gaussian(60, Dimension, random);
        Matrix<double> to = (from * TestPairs.Orthonormal(Dimension, Dimension, random)) + (TestPairs.Gaussian(60, Dimension, random) * 0.5);

        AssertFirst(ProcrustesFit.Name, TestPairs.Of(from, to));
    }

    [Fact]
    public void Of_spaces_that_are_stretched_the_regression_is_shipped()
    {
        Random random = new(2);
        Matrix<double> from = TestPairs.Gaussian(300, Dimension, random);

        AssertFirst(RidgeFit.Name, TestPairs.Of(from, from * TestPairs.Gaussian(Dimension, Dimension, random)));
    }

    [Fact]
    public void What_users_held_out_are_mapped_to_changes_the_measure_and_no_map()
    {
        Random random = new(3);
        Matrix<double> from = TestPairs.Gaussian(90, Dimension, random);
        VectorPairs pairs = TestPairs.Of(from, from * TestPairs.Orthonormal(Dimension, Dimension, random));
        IReadOnlyList<FittedMap> before = FittedMap.Fit(pairs, new AlignmentOptions());
        for (int row = 0; row < pairs.Cuts.Length; row++)
        {
            if (pairs.Cuts[row].Period == Period.Test) pairs.To.Row(row).Fill(1);
        }

        IReadOnlyList<FittedMap> after = FittedMap.Fit(pairs, new AlignmentOptions());

        Assert.All(before, map => Assert.Equal(map.Map.Values.ToArray(), after.Single(other => other.Method == map.Method).Map.Values.ToArray()));
        Assert.True(before[0].Cosine > 0.999);
        Assert.True(after[0].Cosine < 0.5);
    }

    [Fact]
    public void A_vector_without_direction_counts_as_nothing()
    {
        Matrix<double> from = TestPairs.Gaussian(9, 2, new Random(4));
        Matrix<double> to = from.Clone();
        to.ClearRow(2);
        VectorPairs pairs = TestPairs.Of(from, to);

        Assert.Equal(2 / 3.0, MeanCosine.Of(new(2, 2, [1, 0, 0, 1, 0, 0]), pairs.Of(Period.Test)), 1e-6);
    }

    private static void AssertFirst(string method, VectorPairs pairs)
    {
        IReadOnlyList<FittedMap> maps = FittedMap.Fit(pairs, new AlignmentOptions());

        Assert.Equal(method, maps[0].Method);
        Assert.Equal(2, maps.Count);
        Assert.True(maps[0].Cosine > maps[1].Cosine);
        Assert.All(maps, map => Assert.Equal(MeanCosine.Of(map.Map, pairs.Of(Period.Test)), map.Cosine));
    }
}
