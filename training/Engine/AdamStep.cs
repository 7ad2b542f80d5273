namespace UserRep.Training.Engine;

/// <summary>The numbers that all parameters share in one step of <see cref="Adam"/>.</summary>
internal readonly record struct AdamStep
{
    public required float Beta1 { get; init; }

    public required float Beta2 { get; init; }

    public required float GradientScale { get; init; }

    public required float Rate { get; init; }

    public required float InverseRootCorrection { get; init; }

    public required float Epsilon { get; init; }

    public required float Decay { get; init; }
}
