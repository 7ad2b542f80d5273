using MathNet.Numerics.LinearAlgebra;
using UserRep.Model.Compatibility;
using UserRep.Training.Evaluation.UserFeatures;

namespace UserRep.Training.Compatibility;

/// <summary>What a linear fit needs of pairs of vectors: means, and inner products around them. A map through both means needs no other intercept.</summary>
internal sealed class CentredPairs
{
    private readonly Vector<double> _fromMean;
    private readonly Vector<double> _toMean;

    public CentredPairs(VectorPairs pairs)
    {
        Matrix<double> from = Dense(pairs.From);
        Matrix<double> to = Dense(pairs.To);
        (_fromMean, _toMean) = (Centre(from), Centre(to));
        (Gram, Cross) = (from.TransposeThisAndMultiply(from), from.TransposeThisAndMultiply(to));
    }

    /// <summary>Gets <c>XᵀX</c>, the vectors that are mapped centred.</summary>
    public Matrix<double> Gram { get; }

    /// <summary>Gets <c>XᵀY</c>, both centred.</summary>
    public Matrix<double> Cross { get; }

    /// <summary>The map with these weights that takes the one mean to the other.</summary>
    /// <param name="weights">A row per number of a vector that is mapped.</param>
    public AffineMap Map(Matrix<double> weights)
    {
        Vector<double> intercept = _toMean - (_fromMean * weights);
        return new AffineMap(weights.RowCount, weights.ColumnCount, [.. weights.ToRowMajorArray().Concat(intercept).Select(value => (float)value)]);
    }

    /// <summary>The map that takes every vector to the mean.</summary>
    public AffineMap MapToMean() => Map(Matrix<double>.Build.Dense(Cross.RowCount, Cross.ColumnCount));

    private static Matrix<double> Dense(UserMatrix vectors) =>
        Matrix<double>.Build.Dense(vectors.Rows, vectors.Width, (row, column) => vectors.Row(row)[column]);

    private static Vector<double> Centre(Matrix<double> rows)
    {
        Vector<double> mean = rows.ColumnSums() / rows.RowCount;
        rows.MapIndexedInplace((_, column, value) => value - mean[column], Zeros.Include);
        return mean;
    }
}
