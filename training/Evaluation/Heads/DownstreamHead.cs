using UserRep.Training.Cli;
using UserRep.Training.Engine;
using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Training.Evaluation.Heads;

/// <summary>
/// The downstream model: <c>MLP([u, iP·u, i, popularity]) + w·(iP·u)</c>, the same for every method and trained on all kinds of cuts together.
/// </summary>
internal sealed class DownstreamHead(HeadInputs inputs, float[] projection, HeadOptions options, int seed)
{
    /// <summary>Trains, stops on validation loss, and scores every example.</summary>
    /// <returns>A logit per example.</returns>
    /// <exception cref="UserErrorException">There is nothing to train or to validate on.</exception>
    public float[] TrainAndScore(CancellationToken cancellation)
    {
        using HeadScorer scorer = Train(cancellation);
        return scorer.Score(inputs, [.. Enumerable.Range(0, inputs.Questions.Examples.Length)]);
    }

    /// <summary>Trains and stops on validation loss.</summary>
    /// <returns>The head as trained.</returns>
    /// <exception cref="UserErrorException">There is nothing to train or to validate on.</exception>
    public HeadScorer Train(CancellationToken cancellation)
    {
        if (!ExamplesOf(Period.Train).Any() || !ExamplesOf(Period.Validation).Any())
        {
            throw new UserErrorException("No user takes a known item between the fit's end and the test, so no head can learn. Move --fit or --test apart, or take more data.");
        }

        ParameterSet parameters = new(seed);
        EngineOptions engine = new() { Threads = options.Threads };
        using GradientSession training = new(parameters, Define, engine);
        HeadScorer scorer = new(new ForwardSession(parameters, Define, engine));
        try
        {
            ScaleLinearTerm(parameters, scorer);
            Train(parameters, training, scorer, cancellation);
            return scorer;
        }
        catch
        {
            scorer.Dispose();
            throw;
        }
    }

    private void Define(Tape g)
    {
        Value user = g.Input("user", inputs.Users.Width);
        Value item = g.Input("item", inputs.Items.Width);
        Value popularity = g.Input("popularity", 2);
        Value product = g.Mul(user, g.MatMul(item, g.Parameter("projection", [item.Columns, user.Columns], StartProjection)));
        Value hidden = g.GeluTanh(g.Dense("hidden", g.Concat(user, product, item, popularity), options.Hidden));
        Value linear = g.MatMul(product, g.Parameter("linear", [user.Columns, 1], Initialisers.Ones));
        Value logit = g.Output("logit", g.Add(g.Dense("score", hidden, 1), linear));
        g.Loss(g.BceWithLogits(logit, g.Input("label", 1)));
    }

    private void StartProjection(Span<float> values, ReadOnlySpan<int> shape, Random random) => projection.CopyTo(values);

    /// <summary>Starts the linear term at a standard deviation of one over training examples, whatever the method's width.</summary>
    private void ScaleLinearTerm(ParameterSet parameters, HeadScorer scorer)
    {
        float[] score = parameters["score.weight"].Value;
        float[] kept = [.. score];
        score.AsSpan().Clear();
        float[] logits = scorer.Score(inputs, [.. ExamplesOf(Period.Train).Take(20_000)]);
        double mean = logits.Average();
        float deviation = (float)Math.Sqrt(logits.Average(l => (l - mean) * (l - mean)));
        parameters["linear"].Value.AsSpan().Fill(deviation > 0 ? 1f / deviation : 0f);
        kept.CopyTo(score, 0);
    }

    private void Train(ParameterSet parameters, GradientSession training, HeadScorer scorer, CancellationToken cancellation)
    {
        int[] train = [.. ExamplesOf(Period.Train)];
        int[] validation = [.. ExamplesOf(Period.Validation)];
        using Batch batch = training.CreateBatch(options.BatchSize);
        Adam adam = new(parameters, new AdamOptions { WeightDecay = options.WeightDecay });
        BatchOrder order = new(train.Length, options.BatchSize, seed);
        EarlyStopping stopping = new(parameters, options.Patience);
        int[] chosen = new int[options.BatchSize];
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            foreach (ReadOnlyMemory<int> rows in order.NextEpoch())
            {
                cancellation.ThrowIfCancellationRequested();
                Choose(train, rows.Span, chosen);
                inputs.Fill(chosen.AsSpan(0, rows.Length), batch);
                training.Step(batch, rows.Length);
                adam.Update(options.LearningRate);
            }

            scorer.Score(inputs, validation, out double loss);
            stopping.Observe(loss);
            if (stopping.ShouldStop)
            {
                break;
            }
        }

        stopping.RestoreBest();
    }

    private static void Choose(int[] from, ReadOnlySpan<int> rows, int[] chosen)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            chosen[i] = from[rows[i]];
        }
    }

    private IEnumerable<int> ExamplesOf(Period period)
    {
        for (int i = 0; i < inputs.Questions.Examples.Length; i++)
        {
            if (inputs.Questions.PeriodOf(inputs.Questions.Examples[i]) == period)
            {
                yield return i;
            }
        }
    }
}
