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
        using GradientShards training = new(parameters, _model.Define, options.Shards, options.BatchSize, engine);
        using ForwardSession forward = new(parameters, _model.DefineReconstruction, engine);
        TrainingRows heldOut = source.HeldOut(cancellation);
        Adam adam = new(parameters);
        Part[] parts = [.. Enumerable.Range(0, options.Shards).Select(shard => new Part(
            new GroupMasker(layout, normaliser, options.GroupMask, unchecked((options.Seed * 7919) + shard)), new SharedTastes()))];
        EarlyStopping stopping = new(parameters, options.Patience);
        List<LearningCurvePoint> curve = [];
        for (int epoch = 1; epoch <= options.Epochs && !stopping.ShouldStop; epoch++)
        {
            TrainingRows rows = source.Draw(epoch, cancellation);
            double loss = Epoch(rows, normaliser, epoch, parts, training, adam, cancellation);
            LearningCurvePoint point = new(epoch, loss, HeldOutLoss(heldOut, normaliser, forward));
            stopping.Observe(point.HeldOutLoss);
            curve.Add(point);
            report?.Invoke(point);
        }

        stopping.RestoreBest();
        return new TrainedEncoder(OnnxExport.Encoder(parameters, layout.Length, (g, x) => _model.EncodeRaw(g, x, normaliser)), curve, parameters);
    }

    private double Epoch(TrainingRows rows, FeatureNormaliser normaliser, int epoch, Part[] parts, GradientShards training, Adam adam, CancellationToken cancellation)
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
            training.Step(chosen, (shard, own, batch) => Fill(rows, normaliser, own.Span, parts[shard], batch));
            loss += training.Mean(AutoencoderModel.Reconstruction) * chosen.Length;
            adam.Update(schedule.At(step++));
        }

        return loss / rows.Count;
    }

    private void Fill(TrainingRows rows, FeatureNormaliser normaliser, ReadOnlySpan<int> chosen, Part part, Batch batch)
    {
        Fill(rows, normaliser, chosen, batch);
        for (int i = 0; i < chosen.Length; i++)
        {
            part.Masker.Apply(batch[AutoencoderModel.Noisy].AsSpan(i * rows.Width, rows.Width));
        }

        if (options.NeighbourWeight > 0)
        {
            part.Tastes.Write(rows.Tastes, chosen, batch[AutoencoderModel.Shared]);
        }
    }

    private static void Fill(TrainingRows rows, FeatureNormaliser normaliser, ReadOnlySpan<int> chosen, Batch batch)
    {
        // Normalised on the way, while the row is at hand: as a pass of its own over all rows it would wait for memory.
        for (int i = 0; i < chosen.Length; i++)
        {
            normaliser.Apply(rows.Input(chosen[i]), batch[AutoencoderModel.Noisy].AsSpan(i * rows.Width));
            normaliser.Apply(rows.Target(chosen[i]), batch[AutoencoderModel.Clean].AsSpan(i * rows.Width));
        }
    }

    private double HeldOutLoss(TrainingRows rows, FeatureNormaliser normaliser, ForwardSession forward)
    {
        double loss = 0;
        using Batch batch = forward.CreateBatch(options.BatchSize);
        foreach (int[] chunk in Enumerable.Range(0, rows.Count).Chunk(options.BatchSize))
        {
            Fill(rows, normaliser, chunk, batch);
            loss += forward.Loss(batch, chunk.Length) * chunk.Length;
        }

        return loss / Math.Max(1, rows.Count);
    }

    /// <summary>What each part of a batch, which are filled at once, needs for itself.</summary>
    private sealed record Part(GroupMasker Masker, SharedTastes Tastes);
}
