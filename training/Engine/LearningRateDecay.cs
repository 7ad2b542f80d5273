namespace UserRep.Training.Engine;

/// <summary>How a learning rate falls after its warm-up.</summary>
internal enum LearningRateDecay
{
    None,
    Linear,
    Cosine,
}
