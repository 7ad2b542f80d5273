using UserRep.Training.Autoencoder;

namespace UserRep.Training.Train;

/// <summary>An encoder as training leaves it.</summary>
/// <param name="Onnx">The model as it is served, normalisation inside.</param>
/// <param name="Curve">One point per epoch; empty for an encoder that needs none.</param>
/// <param name="HeldOutLoss">Its reconstruction loss on users that were held out.</param>
/// <param name="Reference">The vector of one raw feature row as training computes it: what the served model must reproduce.</param>
internal sealed record LearnedEncoder(
    byte[] Onnx, IReadOnlyList<LearningCurvePoint> Curve, double HeldOutLoss, Func<float[], float[]> Reference);
