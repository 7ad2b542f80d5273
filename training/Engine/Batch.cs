namespace UserRep.Training.Engine;

/// <summary>
/// The arrays that a session reads from and writes to, row-major, room for <see cref="Capacity"/> rows. Fill the inputs, run the
/// session with the number of rows, read the outputs; fewer rows than the capacity are always allowed.
/// </summary>
internal sealed class Batch : IDisposable
{
    private readonly Dictionary<string, BoundArray> _arrays = [];
    private readonly string? _inverseRows;

    public Batch(CompiledGraph graph, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Capacity = capacity;
        _inverseRows = graph.InverseRows;
        foreach (var value in graph.Inputs.Concat(graph.Outputs)) _arrays.Add(value.Name, BoundArray.Allocate(value.Shape, capacity));
        foreach (var name in graph.InputGradients)
            _arrays.Add(CompiledGraph.GradientName(name), BoundArray.Allocate(graph.Inputs.First(i => i.Name == name).Shape, capacity));
    }

    public int Capacity { get; }

    /// <summary>The array of an input, a scalar (one element) or an output.</summary>
    public float[] this[string name] => Find(name).Array;

    /// <summary>The gradient of the last step's loss towards an input that asked for it.</summary>
    public float[] Gradient(string input) => Find(CompiledGraph.GradientName(input)).Array;

    /// <summary>Copies the given rows of a row-major matrix into an input, one after the other.</summary>
    public void Gather(string input, ReadOnlySpan<float> matrix, ReadOnlySpan<int> rows)
    {
        if (rows.Length > Capacity) throw new ArgumentOutOfRangeException(nameof(rows), rows.Length, $"The batch holds {Capacity} rows.");
        var target = this[input].AsSpan();
        var columns = target.Length / Capacity;
        for (var i = 0; i < rows.Length; i++) matrix.Slice(rows[i] * columns, columns).CopyTo(target[(i * columns)..]);
    }

    public BoundArray Find(string name) =>
        _arrays.TryGetValue(name, out var array)
            ? array
            : throw new KeyNotFoundException($"The graph has no '{name}'; it has: {string.Join(", ", _arrays.Keys)}.");

    public void SetRows(int rows)
    {
        if (rows < 1 || rows > Capacity) throw new ArgumentOutOfRangeException(nameof(rows), rows, $"The batch holds 1 to {Capacity} rows.");
        if (_inverseRows is not null) this[_inverseRows][0] = 1f / rows;
    }

    public void Dispose()
    {
        foreach (var array in _arrays.Values) array.Dispose();
    }
}
