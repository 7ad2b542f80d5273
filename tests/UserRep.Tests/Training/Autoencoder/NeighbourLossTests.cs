using UserRep.Tests.Training.Evaluation;
using UserRep.Training.Autoencoder;
using UserRep.Training.Engine;
using UserRep.Training.Evaluation.Run;
using UserRep.Training.Evaluation.UserFeatures;
using UserRep.Training.Rows;
using Xunit;

namespace UserRep.Tests.Training.Autoencoder;

public sealed class NeighbourLossTests(EvaluationSet set) : IClassFixture<EvaluationSet>
{
    [Fact]
    public void It_draws_users_with_shared_favourites_together_who_were_never_trained_on()
    {
        double with = CrossEntropy(weight: 1);
        double without = CrossEntropy(weight: 0);

        Assert.True(with < 0.97 * without, $"{with} with the loss, {without} without");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private double CrossEntropy(float weight)
    {
        AutoencoderOptions options = EvaluationSet.Options.Autoencoder with { NeighbourWeight = weight, Epochs = 40, Patience = 40 };
        EncoderVariant variant = new EncoderVariants(set.Data.Layout, options, EvaluationSet.Options.Rows).Ours;
        EncoderBench bench = new(set.Data, new ScoreCache(set.File("scores"), $"weight-{weight}"));

        // One row a user, so that nobody is a neighbour of their own.
        TrainingRows all = bench.Source(variant).HeldOut(Cancellation);
        TrainingRows rows = all.Spread(all.Count / variant.Rows.RowsPerUser);
        UserMatrix vectors = bench.Encode(variant, 1, new UserMatrix("inputs", rows.Width, rows.Inputs), Cancellation);
        using ForwardSession session = new(new ParameterSet(seed: 1), g => g.Loss(
            g.NeighbourCrossEntropy(g.Input("vectors", vectors.Width), g.Input("shared", Value.Rows), options.NeighbourTemperature)));
        using Batch batch = session.CreateBatch(rows.Count);
        vectors.Values.CopyTo(batch["vectors"], 0);
        new SharedTastes().Write(rows.Tastes, [.. Enumerable.Range(0, rows.Count)], batch["shared"]);
        return session.Loss(batch, rows.Count);
    }
}
