using System.Numerics.Tensors;
using UserRep.Training.LinearAlgebra;

namespace UserRep.Training.Evaluation.Rivals.MatrixFactorisation;

/// <summary>
/// One side's closed form, <c>(YᵀY + αΣyyᵀ + λI) x = (1 + α)Σy</c> over the rows y of what was taken
/// (Hu, Koren, Volinsky 2008, equation 4, with preference 1 and confidence 1 + α). Thread-safe.
/// </summary>
internal sealed class AlsSolver
{
    private readonly DenseMatrix _rows;
    private readonly AlsOptions _options;
    private readonly float[] _base;

    /// <param name="rows">Factors of the other side, Y.</param>
    /// <param name="options">Settings.</param>
    public AlsSolver(DenseMatrix rows, AlsOptions options)
    {
        (_rows, _options) = (rows, options);
        _base = [.. rows.Gram().ToRowMajorArray().Select(v => (float)v)];
        for (int i = 0; i < rows.Columns; i++)
        {
            _base[(i * rows.Columns) + i] += options.Regularisation;
        }
    }

    /// <summary>Solves for one row; zeros when nothing was taken.</summary>
    public void Solve(ReadOnlySpan<int> taken, Span<float> solution)
    {
        solution.Clear();
        if (taken.IsEmpty)
        {
            return;
        }

        float[] normal = [.. _base];
        foreach (int row in taken)
        {
            AddOuterProduct(_rows.Row(row), normal);
            TensorPrimitives.MultiplyAdd(_rows.Row(row), 1 + _options.Alpha, solution, solution);
        }

        CholeskySolver.SolveInPlace(normal, solution);
    }

    // The solver reads only the lower triangle.
    private void AddOuterProduct(ReadOnlySpan<float> y, float[] normal)
    {
        for (int i = 0; i < y.Length; i++)
        {
            Span<float> target = normal.AsSpan(i * y.Length, i + 1);
            TensorPrimitives.MultiplyAdd(y[..(i + 1)], _options.Alpha * y[i], target, target);
        }
    }
}
