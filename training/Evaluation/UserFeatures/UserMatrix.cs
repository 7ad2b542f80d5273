namespace UserRep.Training.Evaluation.UserFeatures;

/// <summary>What one method knows of the users: one row per cut.</summary>
/// <param name="Name">The method.</param>
/// <param name="Width">Numbers per cut.</param>
/// <param name="Values">Row after row.</param>
internal sealed record UserMatrix(string Name, int Width, float[] Values)
{
    public int Rows => Values.Length / Width;

    public Span<float> Row(int row) => Values.AsSpan(row * Width, Width);

    public static UserMatrix Create(string name, int rows, int width) => new(name, width, new float[checked(rows * width)]);
}
