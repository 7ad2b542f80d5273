namespace UserRep.Tests.Training.Engine;

/// <summary>A naive double-precision matrix: the oracle for the engine's operators, written to be obvious and not fast.</summary>
internal sealed class Matrix(int rows, int columns)
{
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public double[] Data { get; } = new double[rows * columns];

    public double this[int row, int column]
    {
        get => Data[(row * Columns) + column];
        set => Data[(row * Columns) + column] = value;
    }

    public static Matrix Fill(int rows, int columns, Func<int, int, double> value)
    {
        var result = new Matrix(rows, columns);
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                result[i, j] = value(i, j);
        return result;
    }

    public Matrix Map(Func<double, double> f) => Fill(Rows, Columns, (i, j) => f(this[i, j]));

    /// <summary>Elementwise; a single row or column is repeated.</summary>
    public Matrix Zip(Matrix other, Func<double, double, double> f) => Fill(
        Math.Max(Rows, other.Rows),
        Math.Max(Columns, other.Columns),
        (i, j) => f(this.Repeated(i, j), other.Repeated(i, j)));

    public Matrix Transposed() => Fill(Columns, Rows, (i, j) => this[j, i]);

    public Matrix Times(Matrix other) =>
        Fill(Rows, other.Columns, (i, j) => Enumerable.Range(0, Columns).Sum(k => this[i, k] * other[k, j]));

    public Matrix Slice(int start, int count) => Fill(Rows, count, (i, j) => this[i, start + j]);

    public Matrix Beside(Matrix other) =>
        Fill(Rows, Columns + other.Columns, (i, j) => j < Columns ? this[i, j] : other[i, j - Columns]);

    public Matrix RowSum() => Fill(Rows, 1, (i, _) => Enumerable.Range(0, Columns).Sum(j => this[i, j]));

    public Matrix RowMax() => Fill(Rows, 1, (i, _) => Enumerable.Range(0, Columns).Max(j => this[i, j]));

    public Matrix RowMean() => RowSum().Map(v => v / Columns);

    public double Sum() => Data.Sum();

    public static Matrix operator +(Matrix a, Matrix b) => a.Zip(b, (x, y) => x + y);

    public static Matrix operator -(Matrix a, Matrix b) => a.Zip(b, (x, y) => x - y);

    public static Matrix operator *(Matrix a, Matrix b) => a.Zip(b, (x, y) => x * y);

    private double Repeated(int row, int column) => this[Rows == 1 ? 0 : row, Columns == 1 ? 0 : column];
}
