using UserRep.Model.Bundles;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Train;
using Xunit;

namespace UserRep.Tests.Training.Train;

public sealed class GoldenVectorsTests(SimulatedSet set) : IClassFixture<SimulatedSet>
{
    [Theory]
    [InlineData(EncoderKind.Autoencoder)]
    [InlineData(EncoderKind.Pca)]
    internal void The_exported_encoder_gives_what_training_computes(EncoderKind kind)
    {
        TrainedModel model = Train(kind);

        Assert.Equal(GoldenFeatures.Count, GoldenVectors.Make(model.Encoder, [.. model.Golden.Select(row => row.Features)]).Count);
        Assert.Contains(model.Golden, row => row.Vector.Any(value => value != 0));
    }

    [Fact]
    public void An_encoder_that_differs_from_its_training_stops_the_bundle()
    {
        TrainedModel model = Train(EncoderKind.Pca);
        LearnedEncoder wrong = model.Encoder with { Reference = row => [.. model.Encoder.Reference(row).Select(value => value * 1.001f)] };

        UserErrorException error = Assert.Throws<UserErrorException>(() => GoldenVectors.Make(wrong, [.. model.Golden.Select(row => row.Features)]));

        Assert.Contains("No bundle is written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Golden_rows_begin_with_nobody_picks_and_profile_only()
    {
        using ModelBundle bundle = ModelBundle.Open(set.Bundle);
        List<string> names = [.. new UserRep.Model.Features.FeatureLayout(bundle.Spec).Names];
        float At(int row, string name) => bundle.Golden[row].Features[names.IndexOf(name)];

        Assert.Equal(0, At(0, "activity/age"));
        Assert.True(At(1, "onboarding/sitting/mass") > 0);
        Assert.Equal(0, At(1, "activity/forever"));
        Assert.Equal(0, At(2, "activity/forever"));
        Assert.True(At(3, "activity/idle") > 5);
    }

    private TrainedModel Train(EncoderKind kind)
    {
        EventTable table = EventTable.LoadSample(set.Open, new EventSample(set.UntilMs), cancellation: TestContext.Current.CancellationToken);
        return new TrainingPipeline(table, SimulatedSet.Options(set.UntilMs, kind), NoProgress.Instance).Run(CancellationToken.None);
    }
}
