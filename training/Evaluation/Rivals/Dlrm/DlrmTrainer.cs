using UserRep.Training.Engine;
using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Training.Evaluation.Rivals.Dlrm;

/// <summary>Trains end to end on the labels of training cuts, stops on validation cuts.</summary>
internal sealed class DlrmTrainer(DlrmInputs inputs, DlrmModel model, DlrmTables tables, DlrmOptions options, int seed)
{
    /// <returns>A logit per example.</returns>
    public float[] TrainAndScore(CancellationToken cancellation)
    {
        ParameterSet parameters = new(seed);
        EngineOptions engine = new() { Threads = options.Threads };
        using GradientSession training = new(parameters, model.Define, engine);
        using ForwardSession forward = new(parameters, model.Define, engine);
        using Batch scoring = forward.CreateBatch(options.CutsPerBatch * inputs.MaximumExamples);
        EarlyStopping stopping = new([.. parameters.Select(p => p.Value), .. tables.Values], options.Patience);
        float[] scores = new float[inputs.Questions.Examples.Length];
        Adam adam = new(parameters, new AdamOptions { WeightDecay = options.WeightDecay });
        (int[] train, int[] validation) = (CutsOf(Period.Train), CutsOf(Period.Validation));
        BatchOrder order = new(train.Length, options.CutsPerBatch, seed);
        for (int epoch = 0; epoch < options.Epochs && !stopping.ShouldStop; epoch++)
        {
            Epoch(train, order, training, adam, cancellation);
            stopping.Observe(Score(validation, forward, scoring, scores));
        }

        stopping.RestoreBest();
        Score([.. Enumerable.Range(0, inputs.Questions.Cuts.Length)], forward, scoring, scores);
        return scores;
    }

    private void Epoch(int[] train, BatchOrder order, GradientSession training, Adam adam, CancellationToken cancellation)
    {
        using Batch batch = training.CreateBatch(options.CutsPerBatch * inputs.MaximumExamples);
        foreach (ReadOnlyMemory<int> rows in order.NextEpoch())
        {
            cancellation.ThrowIfCancellationRequested();
            int[] cuts = [.. rows.ToArray().Select(r => train[r])];
            training.Step(batch, tables.Fill(cuts, batch));
            adam.Update(options.LearningRate);
            tables.Update(cuts, batch);
        }
    }

    /// <summary>Scores the examples of some cuts and returns their mean loss, which only validation looks at.</summary>
    private double Score(int[] cuts, ForwardSession forward, Batch batch, float[] scores)
    {
        (double loss, int examples) = (0, 0);
        foreach (int[] chunk in cuts.Chunk(options.CutsPerBatch))
        {
            int rows = tables.Fill(chunk, batch);
            loss += forward.Loss(batch, rows) * rows;
            examples += rows;
            int row = 0;
            foreach (int cut in chunk)
            {
                Range range = inputs.ExamplesOf(cut);
                int count = range.End.Value - range.Start.Value;
                batch[DlrmModel.Logit].AsSpan(row, count).CopyTo(scores.AsSpan(range));
                row += count;
            }
        }

        return loss / Math.Max(1, examples);
    }

    private int[] CutsOf(Period period) =>
        [.. Enumerable.Range(0, inputs.Questions.Cuts.Length).Where(cut => inputs.Questions.Cuts[cut].Period == period)];
}
