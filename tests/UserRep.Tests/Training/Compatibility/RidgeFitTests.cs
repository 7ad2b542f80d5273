using CsCheck;
using MathNet.Numerics.LinearAlgebra;
using UserRep.Model.Compatibility;
using UserRep.Training.Compatibility;
using UserRep.Training.Evaluation.Protocol;
using Xunit;

namespace UserRep.Tests.Training.Compatibility;

public sealed class RidgeFitTests
{
    private const int Rows = 150;

    [Fact]
    public void An_affine_map_is_found_again_between_any_dimensions() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20], Gen.Double[-2, 2], Gen.Int[0, 1000]).Sample((from, to, shift, seed) =>
        {
            Random random = new(seed);
            Matrix<double> vectors = TestPairs.Shifted(TestPairs.Gaussian(Rows, from, random), 0.5);
            Matrix<double> weights = TestPairs.Gaussian(from, to, random);
            VectorPairs pairs = TestPairs.Of(vectors, TestPairs.Shifted(vectors * weights, shift));

            AffineMap map = RidgeFit.Fit(new CentredPairs(pairs), 1e-9);

            for (int i = 0; i < from * to; i++) Assert.Equal(weights[i / to, i % to], map.Values[i], 1e-4);
            for (int j = 0; j < to; j++) Assert.Equal(shift * (j + 1), map.Values[(from * to) + j], 1e-2);
        });

    [Fact]
    public void A_stronger_penalty_gives_smaller_weights_and_spares_the_intercept()
    {
        Random random = new(5);
        Matrix<double> vectors = TestPairs.Gaussian(Rows, 4, random);
        CentredPairs pairs = new(TestPairs.Of(vectors, TestPairs.Shifted(vectors, 3)));

        AffineMap weak = RidgeFit.Fit(pairs, 1e-6);
        AffineMap strong = RidgeFit.Fit(pairs, 1e6);

        Assert.True(Math.Abs(weak.Values[0]) > 0.9);
        Assert.All(strong.Values[..16].ToArray(), weight => Assert.Equal(0, weight, 1e-4));
        Assert.All(strong.Values[16..].ToArray().Index(), number => Assert.Equal(3 * (number.Index + 1), number.Item, 0.5));
    }

    [Fact]
    public void Noise_asks_for_more_penalty_than_none()
    {
        Random random = new(6);
        Matrix<double> vectors = TestPairs.Gaussian(60, 18, random);
        double[] ridges = [1e-6, 1e-3, 1];

        Assert.Equal(1e-6, RidgeFit.Choose(TestPairs.Of(vectors, vectors * TestPairs.Gaussian(18, 6, random)), ridges));
        Assert.Equal(1, RidgeFit.Choose(TestPairs.Of(vectors, TestPairs.Shifted(TestPairs.Gaussian(60, 6, random), 0.2)), ridges));
    }

    [Fact]
    public void The_users_that_measure_have_no_part_in_the_choice()
    {
        Random random = new(7);
        Matrix<double> vectors = TestPairs.Gaussian(60, 18, random);
        VectorPairs pairs = TestPairs.Of(vectors, (vectors * TestPairs.Gaussian(18, 6, random)) + TestPairs.Gaussian(60, 6, random));
        double[] ridges = [1e-6, 1e-4, 1e-2, 1e-1, 1];
        double chosen = RidgeFit.Choose(pairs, ridges);
        for (int row = 0; row < pairs.Cuts.Length; row++)
        {
            if (pairs.Cuts[row].Period == Period.Test) pairs.To.Row(row).Fill(9);
        }

        Assert.Equal(chosen, RidgeFit.Choose(pairs, ridges));
    }
}
