using UserRep.Training.Autoencoder;

namespace UserRep.Training.Evaluation.Run;

/// <summary>What an evaluation keeps of a trained encoder.</summary>
internal sealed record KeptEncoder(byte[] Onnx, IReadOnlyList<LearningCurvePoint> Curve);
