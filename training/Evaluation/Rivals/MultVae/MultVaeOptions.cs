namespace UserRep.Training.Evaluation.Rivals.MultVae;

/// <summary>Settings of the multinomial variational autoencoder.</summary>
internal sealed class MultVaeOptions
{
    /// <value>100</value>
    public int Hidden { get; init; } = 100;

    /// <value>48</value>
    public int Code { get; init; } = 48;

    /// <summary>Weight of the KL term after annealing.</summary>
    /// <value>0.2</value>
    public float Beta { get; init; } = 0.2f;

    /// <summary>Share of the steps over which the KL term's weight rises from nothing.</summary>
    /// <value>0.6</value>
    public float AnnealingShare { get; init; } = 0.6f;

    /// <summary>Share of the known items that an input leaves out.</summary>
    /// <value>0.5</value>
    public float Dropout { get; init; } = 0.5f;

    /// <value>0.003</value>
    public float LearningRate { get; init; } = 3e-3f;

    /// <summary>Adagrad's rate for the first layer's rows.</summary>
    /// <value>0.05</value>
    public float RowLearningRate { get; init; } = 0.05f;

    /// <value>12</value>
    public int Epochs { get; init; } = 12;

    /// <value>64</value>
    public int BatchSize { get; init; } = 64;

    /// <value>1</value>
    public int Threads { get; init; } = 1;
}
