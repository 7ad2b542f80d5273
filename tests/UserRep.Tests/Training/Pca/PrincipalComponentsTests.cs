using UserRep.Training.LinearAlgebra;
using UserRep.Training.Pca;
using UserRep.Training.Rows;
using Xunit;

namespace UserRep.Tests.Training.Pca;

public sealed class PrincipalComponentsTests
{
    private const int Width = 30;
    private const int Rank = 5;

    private static readonly TrainingRows Rows = LowRankAndNoise();

    private static readonly PrincipalComponents Fitted = PrincipalComponents.Fit(Rows, Rank);

    [Fact]
    public void Directions_are_orthonormal()
    {
        for (int a = 0; a < Rank; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                Assert.Equal(a == b ? 1 : 0, Fitted.Directions.Sum(d => (double)d[a] * d[b]), 1e-5);
            }
        }
    }

    [Fact]
    public void No_random_projection_restores_as_well()
    {
        double best = ErrorOf(Fitted);

        Assert.All(Enumerable.Range(11, 20), seed => Assert.True(best < 0.5 * ErrorOf(RandomDirections(seed))));
    }

    [Fact]
    public void What_is_lost_is_the_noise() => Assert.InRange(ErrorOf(Fitted) / (Rows.Count * Width), 0.5e-4, 1.0e-4);

    [Fact]
    public void Components_fall_in_size()
    {
        double[] sizes = new double[Rank];
        float[] components = new float[Rank];
        for (int r = 0; r < Rows.Count; r++)
        {
            Fitted.Project(Rows.Input(r), components);
            for (int c = 0; c < Rank; c++)
            {
                sizes[c] += components[c] * components[c];
            }
        }

        Assert.Equal(sizes.OrderDescending(), sizes);
    }

    private static double ErrorOf(PrincipalComponents components)
    {
        float[] projected = new float[Rank];
        double error = 0;
        for (int r = 0; r < Rows.Count; r++)
        {
            components.Project(Rows.Input(r), projected);
            for (int f = 0; f < Width; f++)
            {
                double restored = components.Directions[f].Zip(projected, (d, p) => (double)d * p).Sum();
                error += Math.Pow(Rows.Input(r)[f] - restored, 2);
            }
        }

        return error;
    }

    /// <summary>An orthonormal basis by Gram and Schmidt.</summary>
    private static PrincipalComponents RandomDirections(int seed)
    {
        DenseMatrix random = DenseMatrix.Gaussian(Rank, Width, seed);
        List<double[]> basis = [];
        for (int c = 0; c < Rank; c++)
        {
            double[] vector = [.. random.Row(c).ToArray().Select(v => (double)v)];
            foreach (double[] other in basis)
            {
                double dot = vector.Zip(other, (a, b) => a * b).Sum();
                vector = [.. vector.Zip(other, (a, b) => a - (dot * b))];
            }

            double norm = Math.Sqrt(vector.Sum(v => v * v));
            basis.Add([.. vector.Select(v => v / norm)]);
        }

        return new PrincipalComponents([.. Enumerable.Range(0, Width).Select(f => basis.Select(b => (float)b[f]).ToArray())]);
    }

    /// <summary>Five factors of falling size, and noise of a standard deviation of a hundredth.</summary>
    private static TrainingRows LowRankAndNoise()
    {
        const int Count = 400;
        DenseMatrix loadings = DenseMatrix.Gaussian(Rank, Width, seed: 1);
        DenseMatrix factors = DenseMatrix.Gaussian(Count, Rank, seed: 2);
        float[] values = DenseMatrix.Gaussian(Count, Width, seed: 3).Values;
        for (int i = 0; i < values.Length; i++)
        {
            (int row, int feature) = (i / Width, i % Width);
            values[i] = (0.01f * values[i]) + Enumerable.Range(0, Rank).Sum(k => factors.Row(row)[k] * loadings.Row(k)[feature] / (k + 1));
        }

        return new TrainingRows(Width, values, [.. values], new int[Count][][]);
    }
}
