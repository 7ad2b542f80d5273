using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace UserRep.Training.LinearAlgebra;

/// <summary>A dense matrix, rows contiguous.</summary>
internal sealed class DenseMatrix(int rows, int columns, float[]? values = null)
{
    public int Rows => rows;

    public int Columns => columns;

    public float[] Values { get; } = values ?? new float[checked(rows * columns)];

    public Span<float> Row(int row) => Values.AsSpan(row * columns, columns);

    public static DenseMatrix Gaussian(int rows, int columns, int seed)
    {
        DenseMatrix matrix = new(rows, columns);
        Random random = new(seed);
        for (int i = 0; i < matrix.Values.Length; i++)
        {
            matrix.Values[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return matrix;
    }

    /// <summary>The columns' inner products, <c>XᵀX</c>, summed in double.</summary>
    public Matrix<double> Gram()
    {
        double[] sums = new double[columns * columns];
        double[] wide = new double[columns];
        for (int r = 0; r < rows; r++)
        {
            Widen(Row(r), wide);
            for (int i = 0; i < columns; i++)
            {
                Span<double> target = sums.AsSpan(i * columns, columns);
                TensorPrimitives.MultiplyAdd(wide, wide[i], target, target);
            }
        }

        return Matrix<double>.Build.Dense(columns, columns, sums);
    }

    /// <summary>This × a small matrix given by rows.</summary>
    public DenseMatrix Times(float[][] right)
    {
        int width = right[0].Length;
        DenseMatrix product = new(rows, width);
        Parallel.For(0, rows, r =>
        {
            Span<float> target = product.Row(r);
            ReadOnlySpan<float> source = Row(r);
            for (int i = 0; i < source.Length; i++)
            {
                TensorPrimitives.MultiplyAdd(right[i], source[i], target, target);
            }
        });
        return product;
    }

    private static void Widen(ReadOnlySpan<float> source, double[] target)
    {
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = source[i];
        }
    }
}
