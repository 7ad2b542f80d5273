namespace UserRep.Training.Evaluation.Rivals.MatrixFactorisation;

/// <summary>Settings of Bayesian personalised ranking.</summary>
internal sealed class BprOptions
{
    /// <value>48</value>
    public int Factors { get; init; } = 48;

    /// <value>0.05</value>
    public float LearningRate { get; init; } = 0.05f;

    /// <summary>Weight of the squared factors of each user and item met.</summary>
    /// <value>0.01</value>
    public float Regularisation { get; init; } = 0.01f;

    /// <summary>Passes over everything taken.</summary>
    /// <value>30</value>
    public int Epochs { get; init; } = 30;

    /// <summary>Steps on a user's factors at a cut, items held still.</summary>
    /// <value>300</value>
    public int FoldInSteps { get; init; } = 300;
}
