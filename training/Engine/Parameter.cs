namespace UserRep.Training.Engine;

/// <summary>A dense parameter: its values, and the gradient that the last step left.</summary>
internal sealed class Parameter
{
    private Parameter(string name, int[] shape, float decay, float[] value)
    {
        (Name, Shape, Decay, Value) = (name, shape, decay, value);
        Gradient = Pinned(shape);
    }

    /// <param name="name">Unique within its set.</param>
    /// <param name="shape">Row-major sizes.</param>
    /// <param name="decay">Multiplier of the optimizer's weight decay; 0 for biases and normalisation.</param>
    public Parameter(string name, int[] shape, float decay)
        : this(name, shape, decay, Pinned(shape))
    {
    }

    public string Name { get; }

    public int[] Shape { get; }

    public float Decay { get; }

    public float[] Value { get; }

    public float[] Gradient { get; }

    /// <summary>The same values, with a gradient of its own.</summary>
    public Parameter WithOwnGradient() => new(Name, Shape, Decay, Value);

    /// <summary>Its numbers in stretches of at most a size.</summary>
    public IEnumerable<Range> Chunks(int size)
    {
        for (int start = 0; start < Value.Length; start += size)
        {
            yield return start..Math.Min(start + size, Value.Length);
        }
    }

    // Pinned for good: the runtime reads and writes these arrays in place.
    private static float[] Pinned(int[] shape) => GC.AllocateArray<float>(Shapes.Size(shape, rows: 1), pinned: true);
}
