using MathNet.Numerics.LinearAlgebra;
using UserRep.Training.Compatibility;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Tests.Training.Compatibility;

/// <summary>Pairs of vectors with a known map between them; of three users one fits, one chooses and one measures.</summary>
internal static class TestPairs
{
    public static Matrix<double> Gaussian(int rows, int columns, Random random) =>
        Matrix<double>.Build.Dense(rows, columns, (_, _) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    /// <summary>A rotation or reflection; with fewer columns than rows, orthonormal columns.</summary>
    public static Matrix<double> Orthonormal(int rows, int columns, Random random) => Gaussian(rows, rows, random).QR().Q.SubMatrix(0, rows, 0, columns);

    /// <param name="from">A vector a row.</param>
    /// <param name="to">Where each is to be mapped.</param>
    public static VectorPairs Of(Matrix<double> from, Matrix<double> to) => new(
        Rows("new", from), Rows("old", to), [.. Enumerable.Range(0, from.RowCount).Select(user => new Cut(user, 0, 0, 0, CutKind.Live, (Period)(user % 3)))]);

    public static Matrix<double> Shifted(Matrix<double> rows, double by) => rows.MapIndexed((_, column, value) => value + (by * (column + 1)), Zeros.Include);

    private static UserMatrix Rows(string name, Matrix<double> rows) => new(name, rows.ColumnCount, [.. rows.ToRowMajorArray().Select(value => (float)value)]);
}
