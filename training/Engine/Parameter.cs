namespace UserRep.Training.Engine;

/// <summary>A dense parameter: its values, and the gradient that the last step left.</summary>
/// <param name="name">Unique within its set.</param>
/// <param name="shape">Row-major sizes.</param>
/// <param name="decay">Multiplier of the optimizer's weight decay; 0 for biases and normalisation.</param>
internal sealed class Parameter(string name, int[] shape, float decay)
{
    public string Name { get; } = name;

    public int[] Shape { get; } = shape;

    public float Decay { get; } = decay;

    // Pinned for good: the runtime reads and writes these arrays in place.
    public float[] Value { get; } = GC.AllocateArray<float>(Shapes.Size(shape, rows: 1), pinned: true);

    public float[] Gradient { get; } = GC.AllocateArray<float>(Shapes.Size(shape, rows: 1), pinned: true);
}
