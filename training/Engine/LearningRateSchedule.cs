namespace UserRep.Training.Engine;

/// <summary>A linear warm-up to the peak rate, then a decay to the final share of it over the remaining steps.</summary>
internal sealed class LearningRateSchedule
{
    /// <summary>The rate after the warm-up.</summary>
    public required float Peak { get; init; }

    /// <summary>All steps of the run, warm-up included; later steps keep the final rate.</summary>
    public required int TotalSteps { get; init; }

    /// <value>0</value>
    public int WarmupSteps { get; init; }

    /// <value>Cosine</value>
    public LearningRateDecay Decay { get; init; } = LearningRateDecay.Cosine;

    /// <summary>The last rate as a share of the peak.</summary>
    /// <value>0</value>
    public float FinalShare { get; init; }

    /// <summary>The rate of a step, counted from 0. No step of the warm-up has rate 0: it would be wasted.</summary>
    public float At(int step)
    {
        if (step < WarmupSteps) return Peak * (step + 1) / WarmupSteps;
        var progress = Math.Clamp((step - WarmupSteps) / (float)Math.Max(1, TotalSteps - WarmupSteps), 0, 1);
        var remaining = Decay switch
        {
            LearningRateDecay.None => 1,
            LearningRateDecay.Linear => 1 - progress,
            LearningRateDecay.Cosine => (1 + MathF.Cos(MathF.PI * progress)) / 2,
            _ => throw new InvalidOperationException($"Unknown decay {Decay}."),
        };
        return Peak * (FinalShare + ((1 - FinalShare) * remaining));
    }
}
