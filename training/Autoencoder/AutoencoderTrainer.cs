using UserRep.Model.Features;
using UserRep.Training.Engine;
using UserRep.Training.Rows;

namespace UserRep.Training.Autoencoder;

/// <summary>Trains the autoencoder on rows and exports its encoder.</summary>
internal sealed class AutoencoderTrainer(FeatureLayout layout, AutoencoderOptions options)
{
    private const int WarmupSteps = 100;

    private readonly AutoencoderModel _model = new(layout, options);

    /// <param name="source">Where rows come from; every epoch draws anew.</param>
    /// <param name="normaliser">The normalisation of the rows; goes into the exported graph.</param>
    /// <param name="report">Called after every epoch.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    public TrainedEncoder Train(IRowSource source, FeatureNormaliser normaliser, Action<LearningCurvePoint>? report, CancellationToken cancellation)
    {
        ParameterSet parameters = new(options.Seed);
        EngineOptions engine = new() { Threads = options.Threads };
        using GradientSession training = new(parameters, _model.Define, engine);
        using ForwardSession forward = new(parameters, _model.DefineReconstruction, engine);
        using Batch batch = training.CreateBatch(options.BatchSize);
        TrainingRows heldOut = normaliser.Apply(source.HeldOut(cancellation));
        Adam adam = new(parameters);
        GroupMasker masker = new(layout, normaliser, options.GroupMask, options.Seed);
        EarlyStopping stopping = new(parameters, options.Patience);
        List<LearningCurvePoint> curve = [];
        for (int epoch = 1; epoch <= options.Epochs && !stopping.ShouldStop; epoch++)
        {
            TrainingRows rows = normaliser.Apply(source.Draw(epoch, cancellation));
            double loss = Epoch(rows, epoch, masker, training, adam, batch, cancellation);
            LearningCurvePoint point = new(epoch, loss, HeldOutLoss(heldOut, forward));
            stopping.Observe(point.HeldOutLoss);
            curve.Add(point);
            report?.Invoke(point);
        }

        stopping.RestoreBest();
        return new TrainedEncoder(OnnxExport.Encoder(parameters, layout.Length, (g, x) => _model.EncodeRaw(g, x, normaliser)), curve, parameters);
    }

    private double Epoch(
        TrainingRows rows, int epoch, GroupMasker masker, GradientSession training, Adam adam, Batch batch, CancellationToken cancellation)
    {
        BatchOrder order = new(rows.Count, options.BatchSize, unchecked((options.Seed * 7919) + epoch));
        LearningRateSchedule schedule = new()
        {
            Peak = options.LearningRate,
            TotalSteps = order.BatchesPerEpoch * options.Epochs,
            WarmupSteps = WarmupSteps,
        };
        double loss = 0;
        int step = (epoch - 1) * order.BatchesPerEpoch;
        foreach (ReadOnlyMemory<int> chosen in order.NextEpoch())
        {
            cancellation.ThrowIfCancellationRequested();
            Fill(rows, chosen.Span, masker, batch);
            if (options.NeighbourWeight > 0)
            {
                SharedTastes.Write(rows.Tastes, chosen.Span, batch[AutoencoderModel.Shared]);
            }

            training.Step(batch, chosen.Length);
            loss += batch[AutoencoderModel.Reconstruction][0] * chosen.Length;
            adam.Update(schedule.At(step++));
        }

        return loss / rows.Count;
    }

    private static void Fill(TrainingRows rows, ReadOnlySpan<int> chosen, GroupMasker? masker, Batch batch)
    {
        for (int i = 0; i < chosen.Length; i++)
        {
            Span<float> noisy = batch[AutoencoderModel.Noisy].AsSpan(i * rows.Width, rows.Width);
            rows.Input(chosen[i]).CopyTo(noisy);
            masker?.Apply(noisy);
            rows.Target(chosen[i]).CopyTo(batch[AutoencoderModel.Clean].AsSpan(i * rows.Width));
        }
    }

    private double HeldOutLoss(TrainingRows rows, ForwardSession forward)
    {
        double loss = 0;
        using Batch batch = forward.CreateBatch(options.BatchSize);
        foreach (int[] chunk in Enumerable.Range(0, rows.Count).Chunk(options.BatchSize))
        {
            Fill(rows, chunk, null, batch);
            loss += forward.Loss(batch, chunk.Length) * chunk.Length;
        }

        return loss / Math.Max(1, rows.Count);
    }
}
