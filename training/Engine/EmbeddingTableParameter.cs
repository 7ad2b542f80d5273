using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace UserRep.Training.Engine;

/// <summary>
/// A table with one row per item or user, held outside of the graph: a dense gradient over a million rows would cost more than the
/// model. Rows are gathered into an input that wants a gradient, and only the rows touched are updated, by row-wise Adagrad
/// (Duchi et al. 2011, with one accumulator per row as in DLRM, arXiv 1906.00091).
/// </summary>
/// <remarks>A row number of -1 means "nothing there": it reads as zeros and takes no gradient.</remarks>
internal sealed class EmbeddingTableParameter
{
    private const float Epsilon = 1e-8f;

    private readonly float[] _squares;

    // Sums of the current update: the slot of each touched row, in order of first touch so that sums repeat bit for bit.
    private readonly Dictionary<int, int> _slots = [];
    private readonly List<int> _touched = [];
    private float[] _sums = [];

    public EmbeddingTableParameter(int rows, int width, Initialiser initialiser, int seed)
    {
        Rows = rows;
        Width = width;
        Value = new float[checked(rows * width)];
        _squares = new float[rows];
        initialiser(Value, [rows, width], new Random(seed));
    }

    public int Rows { get; }

    public int Width { get; }

    public float[] Value { get; }

    public Span<float> Row(int row) => Value.AsSpan(row * Width, Width);

    /// <summary>Copies rows into <paramref name="batch"/>, one after the other.</summary>
    public void Gather(ReadOnlySpan<int> rows, Span<float> batch)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var target = batch.Slice(i * Width, Width);
            if (rows[i] < 0) target.Clear();
            else Row(rows[i]).CopyTo(target);
        }
    }

    /// <summary>Writes the mean of some rows, zeros if there are none: a bag of items or features as one vector.</summary>
    public void GatherMean(ReadOnlySpan<int> rows, Span<float> target)
    {
        target.Clear();
        foreach (var row in rows) TensorPrimitives.MultiplyAdd(Row(row), 1f / rows.Length, target, target);
    }

    /// <summary>Adds gradients, in the layout of <see cref="Gather"/>, to what the next <see cref="Update"/> applies.</summary>
    public void Scatter(ReadOnlySpan<int> rows, ReadOnlySpan<float> gradients)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i] < 0) continue;
            var sum = Sum(rows[i]);
            TensorPrimitives.Add(sum, gradients.Slice(i * Width, Width), sum);
        }
    }

    /// <summary>The counterpart of <see cref="GatherMean"/>: every row of the bag gets its share of the gradient.</summary>
    public void ScatterMean(ReadOnlySpan<int> rows, ReadOnlySpan<float> gradient)
    {
        foreach (var row in rows)
        {
            var sum = Sum(row);
            TensorPrimitives.MultiplyAdd(gradient[..Width], 1f / rows.Length, sum, sum);
        }
    }

    /// <summary>Updates the rows touched since the last update. Weight decay also reaches only these.</summary>
    public void Update(float learningRate, float weightDecay = 0)
    {
        for (var slot = 0; slot < _touched.Count; slot++)
        {
            var row = _touched[slot];
            var gradient = _sums.AsSpan(slot * Width, Width);
            _squares[row] += TensorPrimitives.SumOfSquares<float>(gradient) / Width;
            var values = Row(row);
            TensorPrimitives.Multiply(values, 1 - (learningRate * weightDecay), values);
            TensorPrimitives.MultiplyAdd(gradient, -learningRate / (MathF.Sqrt(_squares[row]) + Epsilon), values, values);
        }

        _touched.Clear();
        _slots.Clear();
    }

    private Span<float> Sum(int row)
    {
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_slots, row, out var known);
        if (!known)
        {
            slot = _touched.Count;
            _touched.Add(row);
            if (_sums.Length < _touched.Count * Width) Array.Resize(ref _sums, 2 * _touched.Count * Width);
            _sums.AsSpan(slot * Width, Width).Clear();
        }

        return _sums.AsSpan(slot * Width, Width);
    }
}
