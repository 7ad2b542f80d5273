using UserRep.Training.Engine;
using UserRep.Training.Evaluation.Methods;
using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.LinearAlgebra;

namespace UserRep.Training.Evaluation.Rivals.MultVae;

/// <summary>The multinomial variational autoencoder; the encoder takes any bag, so users are folded in by what they know at the cut.</summary>
internal static class MultVaeRival
{
    private const int ScoringBatch = 1024;

    public static Rival Create(int threads) => new(
        "multvae",
        Setting(new MultVaeOptions { Threads = threads }),
        Setting(new MultVaeOptions { Threads = threads, Beta = 1 }),
        Setting(new MultVaeOptions { Threads = threads, Beta = 0.05f }));

    private static RivalSetting Setting(MultVaeOptions options) => new(
        $"hidden={options.Hidden} code={options.Code} beta={options.Beta} epochs={options.Epochs}",
        (context, seed, cancellation) => Score(context, options, seed, cancellation));

    private static float[] Score(MethodContext context, MultVaeOptions options, int seed, CancellationToken cancellation)
    {
        CandidateItems candidates = new(context.Questions);
        MultVaeModel model = new(candidates.Count, options, seed);
        new MultVaeTrainer(model, candidates.Count, options, seed).Train(candidates.KnownAtFit(), cancellation);
        return FactorScores.Of(candidates, Users(candidates, model, options, cancellation), Items(model, options.Hidden, candidates.Count));
    }

    /// <summary>The decoder's last hidden layer at every cut, and a one against the item's bias.</summary>
    private static UserMatrix Users(CandidateItems candidates, MultVaeModel model, MultVaeOptions options, CancellationToken cancellation)
    {
        Cut[] cuts = candidates.Questions.Cuts;
        UserMatrix users = UserMatrix.Create("factors", cuts.Length, options.Hidden + 1);
        using ForwardSession session = new(model.Parameters, model.DefineScoring, new EngineOptions { Threads = options.Threads });
        using Batch batch = session.CreateBatch(ScoringBatch);
        foreach (int[] chunk in Enumerable.Range(0, cuts.Length).Chunk(ScoringBatch))
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < chunk.Length; i++)
            {
                model.Gather(candidates.KnownAt(cuts[chunk[i]]), 1, batch[MultVaeModel.Bag].AsSpan(i * options.Hidden, options.Hidden));
            }

            session.Run(batch, chunk.Length);
            for (int i = 0; i < chunk.Length; i++)
            {
                batch[MultVaeModel.Top].AsSpan(i * options.Hidden, options.Hidden).CopyTo(users.Row(chunk[i]));
                users.Row(chunk[i])[^1] = 1;
            }
        }

        return users;
    }

    private static DenseMatrix Items(MultVaeModel model, int hidden, int places)
    {
        (float[] weights, float[] biases) = model.Output;
        DenseMatrix items = new(places, hidden + 1);
        for (int place = 0; place < places; place++)
        {
            for (int h = 0; h < hidden; h++)
            {
                items.Row(place)[h] = weights[(h * places) + place];
            }

            items.Row(place)[hidden] = biases[place];
        }

        return items;
    }
}
