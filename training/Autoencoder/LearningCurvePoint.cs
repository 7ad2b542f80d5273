namespace UserRep.Training.Autoencoder;

/// <summary>One epoch of training.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="TrainingLoss">Mean reconstruction loss on masked training rows.</param>
/// <param name="HeldOutLoss">Reconstruction loss on clean rows of users that are held out.</param>
internal sealed record LearningCurvePoint(int Epoch, double TrainingLoss, double HeldOutLoss);
