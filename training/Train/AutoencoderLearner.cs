using UserRep.Model.Features;
using UserRep.Training.Autoencoder;
using UserRep.Training.Cli;
using UserRep.Training.Engine;
using UserRep.Training.Rows;

namespace UserRep.Training.Train;

/// <summary>Trains the autoencoder, watching that its losses stay numbers.</summary>
internal sealed class AutoencoderLearner(FeatureLayout layout, AutoencoderOptions options)
{
    /// <exception cref="UserErrorException">A loss is not finite.</exception>
    public LearnedEncoder Learn(IRowSource rows, FeatureNormaliser normaliser, IProgressReporter progress, CancellationToken cancellation)
    {
        using IProgressStage stage = progress.Start("Training the autoencoder", options.Epochs, "epochs");
        TrainedEncoder trained = new AutoencoderTrainer(layout, options).Train(rows, normaliser, point => Watch(point, stage), cancellation);
        return new LearnedEncoder(
            trained.Onnx, trained.Curve, trained.Curve.Min(point => point.HeldOutLoss), row => Vector(trained.Parameters, normaliser, row));
    }

    private static void Watch(LearningCurvePoint point, IProgressStage stage)
    {
        if (!double.IsFinite(point.TrainingLoss) || !double.IsFinite(point.HeldOutLoss))
        {
            throw new UserErrorException(
                $"The loss is not a finite number in epoch {point.Epoch} ({point.TrainingLoss} in training, {point.HeldOutLoss} held out). "
                + "Look for huge weights or given vectors, or take another --seed.");
        }

        stage.Advance();
        stage.Note($"loss {point.TrainingLoss:F4}, held out {point.HeldOutLoss:F4}");
    }

    private float[] Vector(ParameterSet parameters, FeatureNormaliser normaliser, float[] row)
    {
        using ForwardSession forward = new(parameters, new AutoencoderModel(layout, options).DefineReconstruction, new EngineOptions { Threads = 1 });
        using Batch batch = forward.CreateBatch(1);
        row.CopyTo(batch[AutoencoderModel.Noisy], 0);
        normaliser.Apply(batch[AutoencoderModel.Noisy]);
        forward.Run(batch, 1);
        return batch[AutoencoderModel.Embedding];
    }
}
