using System.Numerics.Tensors;

namespace UserRep.Training.LinearAlgebra;

/// <summary>A sparse matrix in compressed rows.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="Starts">Where each row begins in the next two; rows + 1 numbers.</param>
/// <param name="Indexes">Column of each entry, rising within a row.</param>
/// <param name="Values">Value of each entry.</param>
internal sealed record SparseMatrix(int Rows, int Columns, int[] Starts, int[] Indexes, float[] Values)
{
    /// <summary>Builds a matrix from entries in any order; each place at most once.</summary>
    public static SparseMatrix FromEntries(int rows, int columns, IEnumerable<KeyValuePair<(int Row, int Column), float>> entries)
    {
        KeyValuePair<(int Row, int Column), float>[] sorted = [.. entries];
        Array.Sort(sorted, (a, b) => a.Key.CompareTo(b.Key));
        int[] starts = new int[rows + 1];
        foreach (KeyValuePair<(int Row, int Column), float> entry in sorted)
        {
            starts[entry.Key.Row + 1]++;
        }

        for (int r = 0; r < rows; r++)
        {
            starts[r + 1] += starts[r];
        }

        return new SparseMatrix(rows, columns, starts, [.. sorted.Select(e => e.Key.Column)], [.. sorted.Select(e => e.Value)]);
    }

    public ReadOnlySpan<int> RowIndexes(int row) => Indexes.AsSpan(Starts[row]..Starts[row + 1]);

    public Span<float> RowValues(int row) => Values.AsSpan(Starts[row]..Starts[row + 1]);

    /// <summary>This × a dense matrix, row by row, on all cores.</summary>
    public DenseMatrix Times(DenseMatrix right)
    {
        DenseMatrix product = new(Rows, right.Columns);
        Parallel.For(0, Rows, r =>
        {
            Span<float> target = product.Row(r);
            ReadOnlySpan<int> indexes = RowIndexes(r);
            ReadOnlySpan<float> values = RowValues(r);
            for (int i = 0; i < indexes.Length; i++)
            {
                TensorPrimitives.MultiplyAdd(right.Row(indexes[i]), values[i], target, target);
            }
        });
        return product;
    }

    public SparseMatrix Transpose()
    {
        int[] starts = new int[Columns + 1];
        foreach (int column in Indexes)
        {
            starts[column + 1]++;
        }

        for (int c = 0; c < Columns; c++)
        {
            starts[c + 1] += starts[c];
        }

        SparseMatrix transposed = new(Columns, Rows, starts, new int[Indexes.Length], new float[Values.Length]);
        int[] next = starts[..Columns];
        for (int r = 0; r < Rows; r++)
        {
            for (int i = Starts[r]; i < Starts[r + 1]; i++)
            {
                int to = next[Indexes[i]]++;
                transposed.Indexes[to] = r;
                transposed.Values[to] = Values[i];
            }
        }

        return transposed;
    }
}
