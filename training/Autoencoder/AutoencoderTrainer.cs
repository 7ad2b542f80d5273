using UserRep.Model.Features;
using UserRep.Training.Engine;
using UserRep.Training.Rows;

namespace UserRep.Training.Autoencoder;

/// <summary>Trains the autoencoder on rows and exports its encoder.</summary>
internal sealed class AutoencoderTrainer(FeatureLayout layout, AutoencoderOptions options)
{
    private const int WarmupSteps = 100;

    private readonly AutoencoderModel _model = new(layout, options);

    /// <param name="rows">Rows with normalised inputs and targets.</param>
    /// <param name="normaliser">The normalisation that was applied; goes into the exported graph.</param>
    /// <param name="report">Called after every epoch.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    public TrainedEncoder Train(TrainingRows rows, FeatureNormaliser normaliser, Action<LearningCurvePoint>? report, CancellationToken cancellation)
    {
        ParameterSet parameters = new(options.Seed);
        EngineOptions engine = new() { Threads = options.Threads };
        using GradientSession training = new(parameters, _model.Define, engine);
        using ForwardSession forward = new(parameters, _model.Define, engine);
        int[] train = [.. Enumerable.Range(0, rows.Count).Where(r => !rows.HeldOut[r])];
        int[] heldOut = [.. Enumerable.Range(0, rows.Count).Where(r => rows.HeldOut[r])];
        BatchOrder order = new(train.Length, options.BatchSize, options.Seed);
        Adam adam = new(parameters);
        LearningRateSchedule schedule = new()
        {
            Peak = options.LearningRate,
            TotalSteps = order.BatchesPerEpoch * options.Epochs,
            WarmupSteps = WarmupSteps,
        };
        GroupMasker masker = new(layout, normaliser, options.GroupMask, options.Seed);
        EarlyStopping stopping = new(parameters, options.Patience);
        List<LearningCurvePoint> curve = [];
        using Batch batch = training.CreateBatch(options.BatchSize);
        for (int epoch = 1, step = 0; epoch <= options.Epochs; epoch++)
        {
            double loss = 0;
            foreach (ReadOnlyMemory<int> chosen in order.NextEpoch())
            {
                cancellation.ThrowIfCancellationRequested();
                Fill(rows, train, chosen.Span, masker, batch);
                loss += training.Step(batch, chosen.Length) * chosen.Length;
                adam.Update(schedule.At(step++));
            }

            LearningCurvePoint point = new(epoch, loss / train.Length, HeldOutLoss(rows, heldOut, forward));
            curve.Add(point);
            report?.Invoke(point);
            stopping.Observe(point.HeldOutLoss);
            if (stopping.ShouldStop)
            {
                break;
            }
        }

        stopping.RestoreBest();
        return new TrainedEncoder(OnnxExport.Encoder(parameters, layout.Length, (g, x) => _model.EncodeRaw(g, x, normaliser)), curve, parameters);
    }

    private static void Fill(TrainingRows rows, int[] from, ReadOnlySpan<int> chosen, GroupMasker? masker, Batch batch)
    {
        for (int i = 0; i < chosen.Length; i++)
        {
            Span<float> noisy = batch[AutoencoderModel.Noisy].AsSpan(i * rows.Width, rows.Width);
            rows.Input(from[chosen[i]]).CopyTo(noisy);
            masker?.Apply(noisy);
            rows.Target(from[chosen[i]]).CopyTo(batch[AutoencoderModel.Clean].AsSpan(i * rows.Width));
        }
    }

    private double HeldOutLoss(TrainingRows rows, int[] heldOut, ForwardSession forward)
    {
        double loss = 0;
        using Batch batch = forward.CreateBatch(options.BatchSize);
        foreach (int[] chunk in Enumerable.Range(0, heldOut.Length).Chunk(options.BatchSize))
        {
            Fill(rows, heldOut, chunk, null, batch);
            loss += forward.Loss(batch, chunk.Length) * chunk.Length;
        }

        return loss / Math.Max(1, heldOut.Length);
    }
}
