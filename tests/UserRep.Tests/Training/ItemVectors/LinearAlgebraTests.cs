using MathNet.Numerics.LinearAlgebra;
using UserRep.Training.ItemVectors;
using UserRep.Training.LinearAlgebra;
using Xunit;

namespace UserRep.Tests.Training.ItemVectors;

public sealed class LinearAlgebraTests
{
    [Fact]
    public void The_truncated_decomposition_agrees_with_a_dense_one()
    {
        (SparseMatrix sparse, Matrix<double> dense) = Random(40, 30, 0.3);
        const int Rank = 30;

        DenseMatrix factors = TruncatedSvd.RowFactors(sparse, Rank, power: 1, seed: 3, TestContext.Current.CancellationToken);

        // U S (U S)ᵀ = A Aᵀ, whatever the signs of the vectors.
        Matrix<double> product = dense * dense.Transpose();
        for (int i = 0; i < 40; i++)
        {
            for (int j = 0; j < 40; j++)
            {
                Assert.Equal(product[i, j], Enumerable.Range(0, factors.Columns).Sum(k => (double)factors.Row(i)[k] * factors.Row(j)[k]), 1e-3);
            }
        }
    }

    [Fact]
    public void The_leading_factors_have_the_size_of_the_leading_singular_values()
    {
        (SparseMatrix sparse, Matrix<double> dense) = Random(60, 50, 0.2);

        DenseMatrix factors = TruncatedSvd.RowFactors(sparse, 5, power: 1, seed: 3, TestContext.Current.CancellationToken);

        double[] expected = [.. dense.Svd(computeVectors: false).S.Take(5)];
        double[] actual = [.. Enumerable.Range(0, 5).Select(k => Math.Sqrt(Enumerable.Range(0, 60).Sum(i => Math.Pow(factors.Row(i)[k], 2))))];
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, pair.First * 0.01));
    }

    [Fact]
    public void Positive_pmi_is_the_formula()
    {
        (SparseMatrix counts, Matrix<double> dense) = Random(12, 12, 0.5);
        double[] rows = [.. dense.RowSums()];
        double[] contexts = [.. dense.ColumnSums().Select(n => Math.Pow(n, 0.75))];

        PositivePmi.Weigh(counts);

        for (int r = 0; r < 12; r++)
        {
            for (int i = 0; i < counts.RowIndexes(r).Length; i++)
            {
                int c = counts.RowIndexes(r)[i];
                double pmi = Math.Log(dense[r, c] * contexts.Sum() / (rows[r] * contexts[c]));
                Assert.Equal(Math.Max(0, pmi), counts.RowValues(r)[i], 1e-5);
            }
        }
    }

    private static (SparseMatrix Sparse, Matrix<double> Dense) Random(int rows, int columns, double density)
    {
        Random random = new(7);
        Matrix<double> dense = Matrix<double>.Build.Dense(rows, columns, (_, _) => random.NextDouble() < density ? random.Next(1, 9) : 0);
        var entries = dense.EnumerateIndexed(Zeros.AllowSkip).Select(e => KeyValuePair.Create((e.Item1, e.Item2), (float)e.Item3));
        return (SparseMatrix.FromEntries(rows, columns, entries), dense);
    }
}
