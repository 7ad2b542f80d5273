namespace UserRep.Training.Evaluation.Rivals.MatrixFactorisation;

/// <summary>Settings of implicit alternating least squares.</summary>
internal sealed class AlsOptions
{
    /// <value>48</value>
    public int Factors { get; init; } = 48;

    /// <summary>How much more a taken item weighs than one not taken.</summary>
    /// <value>10</value>
    public float Alpha { get; init; } = 10;

    /// <summary>Weight of the squared factors of a user or item.</summary>
    /// <value>30</value>
    public float Regularisation { get; init; } = 30;

    /// <value>6</value>
    public int Iterations { get; init; } = 6;

    /// <value>1</value>
    public int Threads { get; init; } = 1;
}
