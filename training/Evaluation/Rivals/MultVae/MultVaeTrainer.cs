using UserRep.Training.Engine;

namespace UserRep.Training.Evaluation.Rivals.MultVae;

/// <summary>
/// Trains on every user's bag once an epoch, half the time cut short at a random place, which is what users at later cuts look like:
/// new ones have few items.
/// </summary>
internal sealed class MultVaeTrainer(MultVaeModel model, int places, MultVaeOptions options, int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<int[]> _kept = [];
    private readonly List<float> _scales = [];

    /// <param name="bags">The places each user took, oldest first.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    public void Train(int[][] bags, CancellationToken cancellation)
    {
        int[][] filled = [.. bags.Where(b => b.Length > 0)];
        using GradientSession session = new(model.Parameters, model.DefineTraining, new EngineOptions { Threads = options.Threads });
        using Batch batch = session.CreateBatch(options.BatchSize);
        Adam adam = new(model.Parameters);
        BatchOrder order = new(filled.Length, options.BatchSize, seed);
        float annealing = options.AnnealingShare * options.Epochs * order.BatchesPerEpoch;
        for (int epoch = 0, step = 0; epoch < options.Epochs; epoch++)
        {
            foreach (ReadOnlyMemory<int> rows in order.NextEpoch())
            {
                cancellation.ThrowIfCancellationRequested();
                Fill(filled, rows.Span, batch);
                batch[MultVaeModel.Beta][0] = options.Beta * Math.Min(1, step++ / annealing);
                session.Step(batch, rows.Length);
                adam.Update(options.LearningRate);
                UpdateFirst(batch);
            }
        }
    }

    private void Fill(int[][] bags, ReadOnlySpan<int> rows, Batch batch)
    {
        _kept.Clear();
        _scales.Clear();
        batch[MultVaeModel.Target].AsSpan().Clear();
        Initialisers.FillNormal(batch[MultVaeModel.Noise].AsSpan(0, rows.Length * options.Code), 1, _random);
        for (int i = 0; i < rows.Length; i++)
        {
            int[] bag = bags[rows[i]];
            int length = _random.Next(2) == 0 ? bag.Length : 1 + _random.Next(bag.Length);
            foreach (int place in bag.AsSpan(0, length))
            {
                batch[MultVaeModel.Target][(i * places) + place] = 1;
            }

            int[] kept = Drop(bag.AsSpan(0, length));
            _kept.Add(kept);

            // The norm is that of the whole bag, as dropout comes after normalisation.
            _scales.Add(MathF.Sqrt((float)kept.Length / length) / (1 - options.Dropout));
            model.Gather(kept, _scales[i], batch[MultVaeModel.Bag].AsSpan(i * options.Hidden, options.Hidden));
        }
    }

    private int[] Drop(ReadOnlySpan<int> bag)
    {
        List<int> kept = [];
        foreach (int place in bag)
        {
            if (_random.NextSingle() >= options.Dropout)
            {
                kept.Add(place);
            }
        }

        return [.. kept];
    }

    private void UpdateFirst(Batch batch)
    {
        for (int i = 0; i < _kept.Count; i++)
        {
            model.Scatter(_kept[i], _scales[i], batch.Gradient(MultVaeModel.Bag).AsSpan(i * options.Hidden, options.Hidden));
        }

        model.First.Update(options.RowLearningRate);
    }
}
