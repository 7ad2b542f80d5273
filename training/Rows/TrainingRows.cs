namespace UserRep.Training.Rows;

/// <summary>Training rows: what the encoder sees and what it is to restore.</summary>
/// <param name="Width">Numbers per row.</param>
/// <param name="Inputs">Features from a part of the events, row after row.</param>
/// <param name="Targets">Features from all of them, row after row.</param>
/// <param name="Tastes">Per row and kind of thing, the user's favourites at the moment of the target.</param>
internal sealed record TrainingRows(int Width, float[] Inputs, float[] Targets, int[][][] Tastes)
{
    public int Count => Inputs.Length / Width;

    public Span<float> Input(int row) => Inputs.AsSpan(row * Width, Width);

    public Span<float> Target(int row) => Targets.AsSpan(row * Width, Width);

    /// <summary>At most so many of the rows, evenly spread.</summary>
    public TrainingRows Spread(int most)
    {
        int count = Math.Min(most, Count);
        TrainingRows spread = new(Width, new float[checked(count * Width)], new float[count * Width], new int[count][][]);
        for (int i = 0; i < count; i++)
        {
            int row = (int)((long)i * Count / count);
            Input(row).CopyTo(spread.Input(i));
            Target(row).CopyTo(spread.Target(i));
            spread.Tastes[i] = Tastes[row];
        }

        return spread;
    }
}
