using UserRep.Training.Autoencoder;

namespace UserRep.Training.Evaluation.Reports;

/// <summary>The training of one encoder.</summary>
internal sealed record LearningCurve(int EncoderSeed, IReadOnlyList<LearningCurvePoint> Points);
