namespace UserRep.Training.Evaluation.Rivals.LightFm;

/// <summary>Settings of the hybrid factorisation.</summary>
internal sealed class LightFmOptions
{
    /// <value>48</value>
    public int Factors { get; init; } = 48;

    public LightFmLoss Loss { get; init; }

    /// <value>0.05</value>
    public float LearningRate { get; init; } = 0.05f;

    /// <value>15</value>
    public int Epochs { get; init; } = 15;

    /// <summary>Items that one step takes from behind a point in a user's history; what lies before the point describes the user.</summary>
    /// <value>8</value>
    public int TargetsPerStep { get; init; } = 8;

    /// <summary>Items looked at for one that ranks too high, under <see cref="LightFmLoss.Warp"/>.</summary>
    /// <value>10</value>
    public int WarpTries { get; init; } = 10;
}
