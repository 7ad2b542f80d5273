namespace UserRep.Training.Rows;

/// <summary>Training rows: what the encoder sees and what it is to restore.</summary>
/// <param name="Width">Numbers per row.</param>
/// <param name="Inputs">Features from a part of the events, row after row.</param>
/// <param name="Targets">Features from all of them, row after row.</param>
internal sealed record TrainingRows(int Width, float[] Inputs, float[] Targets)
{
    public int Count => Inputs.Length / Width;

    public Span<float> Input(int row) => Inputs.AsSpan(row * Width, Width);

    public Span<float> Target(int row) => Targets.AsSpan(row * Width, Width);
}
