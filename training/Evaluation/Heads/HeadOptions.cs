namespace UserRep.Training.Evaluation.Heads;

/// <summary>The downstream model's settings; frozen, the same for every method.</summary>
internal sealed class HeadOptions
{
    public int Hidden { get; init; } = 64;

    public float LearningRate { get; init; } = 1e-3f;

    public float WeightDecay { get; init; } = 0.5f;

    public int Epochs { get; init; } = 12;

    public int Patience { get; init; } = 3;

    public int BatchSize { get; init; } = 512;

    /// <summary>Strength of the ridge fit that starts the projection, as a share of the average item variance.</summary>
    public double Ridge { get; init; } = 0.01;

    /// <summary>Threads of the training engine.</summary>
    public int Threads { get; init; } = 1;
}
