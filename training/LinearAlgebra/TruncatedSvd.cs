using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace UserRep.Training.LinearAlgebra;

/// <summary>
/// The leading singular vectors of a sparse matrix by randomised subspace iteration
/// (Halko, Martinsson, Tropp: Finding structure with randomness, SIAM Review 53(2), 2011, algorithm 4.4).
/// </summary>
internal static class TruncatedSvd
{
    private const int Oversampling = 10;
    private const int Iterations = 6;

    /// <summary>Row factors <c>U · S^power</c>.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="rank">How many columns; fewer come back if the matrix has less rank.</param>
    /// <param name="power">Exponent of the singular values.</param>
    /// <param name="seed">Seed of the random start.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    /// <returns>One row per row of the matrix.</returns>
    public static DenseMatrix RowFactors(SparseMatrix matrix, int rank, double power, int seed, CancellationToken cancellation = default)
    {
        int width = Math.Min(rank + Oversampling, Math.Min(matrix.Rows, matrix.Columns));
        SparseMatrix transposed = matrix.Transpose();
        DenseMatrix basis = Orthonormal(matrix.Times(DenseMatrix.Gaussian(matrix.Columns, width, seed)));
        for (int i = 0; i < Iterations; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            basis = Orthonormal(matrix.Times(transposed.Times(basis)));
        }

        (double[] eigenvalues, Matrix<double> vectors) = Descending(transposed.Times(basis).Gram());
        int kept = Math.Min(rank, eigenvalues.Count(e => e > eigenvalues[0] * 1e-9));
        return basis.Times(Columns(vectors, kept, k => Math.Pow(eigenvalues[k], power / 2)));
    }

    /// <summary>An orthonormal basis of the columns' span; directions that carry nothing are dropped.</summary>
    private static DenseMatrix Orthonormal(DenseMatrix matrix)
    {
        (double[] eigenvalues, Matrix<double> vectors) = Descending(matrix.Gram());
        int kept = Math.Max(1, eigenvalues.Count(e => e > eigenvalues[0] * 1e-12));
        return matrix.Times(Columns(vectors, kept, k => 1 / Math.Sqrt(Math.Max(eigenvalues[k], double.Epsilon))));
    }

    private static (double[] Eigenvalues, Matrix<double> Vectors) Descending(Matrix<double> symmetric)
    {
        Evd<double> decomposition = symmetric.Evd(Symmetricity.Symmetric);
        int[] order = [.. Enumerable.Range(0, symmetric.RowCount).OrderByDescending(i => decomposition.EigenValues[i].Real)];
        Matrix<double> vectors = Matrix<double>.Build.DenseOfColumns(order.Select(i => decomposition.EigenVectors.Column(i)));
        return ([.. order.Select(i => Math.Max(0, decomposition.EigenValues[i].Real))], vectors);
    }

    private static float[][] Columns(Matrix<double> vectors, int kept, Func<int, double> scale)
    {
        double[] scales = [.. Enumerable.Range(0, kept).Select(scale)];
        return [.. Enumerable.Range(0, vectors.RowCount).Select(r => scales.Select((s, k) => (float)(vectors[r, k] * s)).ToArray())];
    }
}
