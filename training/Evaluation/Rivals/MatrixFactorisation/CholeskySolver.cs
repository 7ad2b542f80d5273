using System.Numerics.Tensors;

namespace UserRep.Training.Evaluation.Rivals.MatrixFactorisation;

/// <summary>Solves symmetric positive definite systems without allocating: fold-in solves one for every cut.</summary>
internal static class CholeskySolver
{
    /// <param name="matrix">Row after row; only the lower triangle is read, and it becomes the factor.</param>
    /// <param name="vector">The right side, which becomes the solution.</param>
    public static void SolveInPlace(Span<float> matrix, Span<float> vector)
    {
        int n = vector.Length;
        for (int i = 0; i < n; i++)
        {
            Span<float> row = matrix.Slice(i * n, n);
            for (int j = 0; j < i; j++)
            {
                row[j] = (row[j] - Dot(row[..j], matrix.Slice(j * n, j))) / matrix[(j * n) + j];
            }

            row[i] = MathF.Sqrt(row[i] - Dot(row[..i], row[..i]));
            vector[i] = (vector[i] - Dot(row[..i], vector[..i])) / row[i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            vector[i] /= matrix[(i * n) + i];
            TensorPrimitives.MultiplyAdd(matrix.Slice(i * n, i), -vector[i], vector[..i], vector[..i]);
        }
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => a.IsEmpty ? 0 : TensorPrimitives.Dot(a, b);
}
