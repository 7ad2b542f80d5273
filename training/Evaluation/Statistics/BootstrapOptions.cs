namespace UserRep.Training.Evaluation.Statistics;

/// <summary>Settings of the bootstrap.</summary>
internal sealed record BootstrapOptions
{
    /// <summary>How many times users and seeds are drawn anew.</summary>
    /// <value>300</value>
    public int Replicates { get; init; } = 300;

    /// <summary>The share of replicates inside the interval.</summary>
    /// <value>0.95</value>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Seed of all draws: the same seed gives the same intervals on any number of threads.</summary>
    /// <value>1</value>
    public int Seed { get; init; } = 1;
}
