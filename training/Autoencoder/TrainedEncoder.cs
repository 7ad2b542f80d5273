using UserRep.Training.Engine;

namespace UserRep.Training.Autoencoder;

/// <summary>What training leaves: the encoder as ONNX with normalisation inside, and how it went.</summary>
/// <param name="Onnx">The model: <c>features</c> [N, F] in, <c>embedding</c> [N, D] out.</param>
/// <param name="Curve">One point per epoch.</param>
/// <param name="Parameters">The weights that were exported.</param>
internal sealed record TrainedEncoder(byte[] Onnx, IReadOnlyList<LearningCurvePoint> Curve, ParameterSet Parameters);
