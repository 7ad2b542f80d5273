namespace UserRep.Training.Engine;

/// <summary>What a graph is recorded for.</summary>
internal enum TapePurpose
{
    /// <summary>Forward and backward; parameters are inputs.</summary>
    Training,

    /// <summary>Forward only; parameters are inputs, so every run sees their current values.</summary>
    Forward,

    /// <summary>Forward only; parameters are baked in.</summary>
    Export,
}
