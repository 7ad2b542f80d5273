namespace UserRep.Training.Evaluation.Transfer;

/// <summary>The fixed rules of predicting a profile attribute; the same for every method.</summary>
internal sealed class TransferOptions
{
    /// <value>5</value>
    public int Folds { get; init; } = 5;

    /// <summary>A class with fewer users is left out, as are its users.</summary>
    /// <value>50</value>
    public int MinimumUsersPerClass { get; init; } = 50;

    /// <summary>A numeric attribute with more values than this is cut into <see cref="Buckets"/>; of any other, so many of the largest classes are kept.</summary>
    /// <value>20</value>
    public int MostClasses { get; init; } = 20;

    /// <summary>Buckets of equal size that a numeric attribute is cut into.</summary>
    /// <value>5</value>
    public int Buckets { get; init; } = 5;

    /// <summary>Strengths of the L2 penalty to choose from, as decoupled weight decay.</summary>
    /// <value>0.03, 0.3, 3, 30</value>
    public IReadOnlyList<float> Penalties { get; init; } = [0.03f, 0.3f, 3f, 30f];

    /// <value>25</value>
    public int Epochs { get; init; } = 25;

    /// <value>256</value>
    public int BatchSize { get; init; } = 256;

    /// <value>0.01</value>
    public float LearningRate { get; init; } = 0.01f;

    /// <summary>Threads of the training engine.</summary>
    /// <value>1</value>
    public int Threads { get; init; } = 1;

    /// <value>1</value>
    public int Seed { get; init; } = 1;
}
