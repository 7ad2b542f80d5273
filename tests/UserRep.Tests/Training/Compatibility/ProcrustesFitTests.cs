using CsCheck;
using MathNet.Numerics.LinearAlgebra;
using UserRep.Model.Compatibility;
using UserRep.Training.Compatibility;
using Xunit;

namespace UserRep.Tests.Training.Compatibility;

public sealed class ProcrustesFitTests
{
    private const int Rows = 120;

    [Fact]
    public void A_rotation_with_scale_and_shift_is_found_again() =>
        Gen.Select(Gen.Int[2, 24], Gen.Double[0.1, 10], Gen.Double[-2, 2], Gen.Int[0, 1000]).Sample((dimension, scale, shift, seed) =>
        {
            Random random = new(seed);
            Matrix<double> from = TestPairs.Shifted(TestPairs.Gaussian(Rows, dimension, random), 0.5);
            Matrix<double> rotation = TestPairs.Orthonormal(dimension, dimension, random) * scale;
            VectorPairs pairs = TestPairs.Of(from, TestPairs.Shifted(from * rotation, shift));

            AffineMap map = ProcrustesFit.Fit(new CentredPairs(pairs));

            AssertWeights(rotation, map, 1e-4 * scale);
            AssertMaps(pairs, map, 1e-3 * (scale + Math.Abs(shift)));
        });

    [Theory]
    [InlineData(5, 9)]
    [InlineData(9, 5)]
    public void Between_different_dimensions_what_is_in_both_is_found_again(int fromDimension, int toDimension)
    {
        Random random = new(3);
        int common = Math.Min(fromDimension, toDimension);
        Matrix<double> latent = TestPairs.Gaussian(Rows, common, random);
        Matrix<double> from = latent * TestPairs.Orthonormal(fromDimension, common, random).Transpose();
        Matrix<double> to = latent * TestPairs.Orthonormal(toDimension, common, random).Transpose();
        VectorPairs pairs = TestPairs.Of(TestPairs.Shifted(from, 0.3), TestPairs.Shifted(to, -0.7));

        AssertMaps(pairs, ProcrustesFit.Fit(new CentredPairs(pairs)), 1e-4);
    }

    [Fact]
    public void Whatever_the_pairs_distances_keep_their_proportions()
    {
        Random random = new(4);
        VectorPairs pairs = TestPairs.Of(TestPairs.Gaussian(Rows, 6, random), TestPairs.Gaussian(Rows, 6, random));

        Matrix<double> weights = Weights(ProcrustesFit.Fit(new CentredPairs(pairs)));

        Matrix<double> squares = weights.TransposeThisAndMultiply(weights);
        Matrix<double> scaled = Matrix<double>.Build.DenseDiagonal(6, 6, squares[0, 0]);
        Assert.True((squares - scaled).FrobeniusNorm() < 1e-5 * squares.FrobeniusNorm());
    }

    [Fact]
    public void Vectors_that_are_all_the_same_lead_to_the_mean()
    {
        Matrix<double> same = Matrix<double>.Build.Dense(Rows, 3, (_, column) => column);
        VectorPairs pairs = TestPairs.Of(same, TestPairs.Shifted(same, 1));

        AssertMaps(pairs, ProcrustesFit.Fit(new CentredPairs(pairs)), 1e-5);
        AssertMaps(pairs, RidgeFit.Fit(new CentredPairs(pairs), 1e-3), 1e-5);
    }

    private static void AssertWeights(Matrix<double> expected, AffineMap map, double tolerance) =>
        Assert.True((expected - Weights(map)).Enumerate().Max(Math.Abs) < tolerance);

    private static Matrix<double> Weights(AffineMap map) => Matrix<double>.Build.Dense(
        map.FromDimension, map.ToDimension, (row, column) => map.Values[(row * map.ToDimension) + column]);

    private static void AssertMaps(VectorPairs pairs, AffineMap map, double tolerance)
    {
        float[] mapped = new float[map.ToDimension];
        for (int row = 0; row < pairs.Cuts.Length; row++)
        {
            map.Map(pairs.From.Row(row), mapped);
            Assert.All(mapped.Zip(pairs.To.Row(row).ToArray()), pair => Assert.Equal(pair.Second, pair.First, tolerance));
        }
    }
}
