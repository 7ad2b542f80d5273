namespace UserRep.Training.Engine;

/// <summary>Starting values for parameters.</summary>
internal static class Initialisers
{
    public static Initialiser Zeros { get; } = (values, _, _) => values.Clear();

    public static Initialiser Ones { get; } = (values, _, _) => values.Fill(1);

    /// <summary>Normal with variance 2 / inputs, for ReLU-like activations (He et al. 2015, arXiv 1502.01852).</summary>
    public static Initialiser He { get; } = (values, shape, random) => FillNormal(values, MathF.Sqrt(2f / shape[0]), random);

    /// <summary>Normal with variance 1 / inputs (LeCun); what SELU and linear layers need.</summary>
    public static Initialiser LeCun { get; } = (values, shape, random) => FillNormal(values, MathF.Sqrt(1f / shape[0]), random);

    /// <summary>Uniform with variance 2 / (inputs + outputs) (Glorot and Bengio 2010).</summary>
    public static Initialiser Glorot { get; } = (values, shape, random) =>
    {
        var bound = MathF.Sqrt(6f / (shape[0] + shape[^1]));
        foreach (ref var value in values) value = bound * ((2 * random.NextSingle()) - 1);
    };

    /// <summary>Orthonormal rows or columns.</summary>
    public static Initialiser Orthogonal { get; } = OrthogonalInitialiser.Fill;

    public static Initialiser Normal(float deviation) => (values, _, random) => FillNormal(values, deviation, random);

    public static Initialiser From(float[] start) => (values, _, _) =>
    {
        if (start.Length != values.Length) throw new ArgumentException($"{start.Length} values given, {values.Length} needed.");
        start.CopyTo(values);
    };

    public static void FillNormal(Span<float> values, float deviation, Random random)
    {
        foreach (ref var value in values) value = deviation * NextNormal(random);
    }

    // Box-Muller; 1 - u keeps the logarithm away from zero.
    public static float NextNormal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
