using System.Numerics.Tensors;

namespace UserRep.Training.Engine;

/// <summary>Random orthonormal rows or columns, whichever are fewer (Saxe et al. 2014, arXiv 1312.6120).</summary>
internal static class OrthogonalInitialiser
{
    public static void Fill(Span<float> values, ReadOnlySpan<int> shape, Random random)
    {
        var (rows, columns) = (shape[0], shape[1]);
        var (count, length) = (Math.Min(rows, columns), Math.Max(rows, columns));
        var vectors = new float[count][];
        for (var i = 0; i < count; i++) vectors[i] = NextOrthonormal(vectors.AsSpan(0, i), length, random);
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                values[(row * columns) + column] = rows <= columns ? vectors[row][column] : vectors[column][row];
    }

    private static float[] NextOrthonormal(ReadOnlySpan<float[]> known, int length, Random random)
    {
        var vector = new float[length];
        Initialisers.FillNormal(vector, 1, random);
        // Gram-Schmidt twice: once leaves rounding errors when little of the vector remains.
        for (var pass = 0; pass < 2; pass++)
            foreach (var other in known)
                TensorPrimitives.MultiplyAdd(other, -TensorPrimitives.Dot<float>(vector, other), vector, vector);
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }
}
