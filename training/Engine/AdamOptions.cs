namespace UserRep.Training.Engine;

/// <summary>Settings of <see cref="Adam"/>.</summary>
internal sealed class AdamOptions
{
    /// <value>0.9</value>
    public float Beta1 { get; init; } = 0.9f;

    /// <value>0.999</value>
    public float Beta2 { get; init; } = 0.999f;

    /// <value>1e-8</value>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>Decoupled weight decay per unit of learning rate, times the parameter's own multiplier.</summary>
    /// <value>0</value>
    public float WeightDecay { get; init; }

    /// <summary>Gradients are scaled down together when their joint L2 norm is above this.</summary>
    /// <value>No bound.</value>
    public float MaxGradientNorm { get; init; } = float.PositiveInfinity;
}
