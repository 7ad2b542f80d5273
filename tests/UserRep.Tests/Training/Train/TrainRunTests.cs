using UserRep.Model.Bundles;
using UserRep.Training.Cli;
using UserRep.Training.Train;
using Xunit;

namespace UserRep.Tests.Training.Train;

public sealed class TrainRunTests(SimulatedSet set) : IClassFixture<SimulatedSet>
{
    [Fact]
    public void A_bundle_holds_what_training_found()
    {
        using ModelBundle bundle = ModelBundle.Open(set.Bundle);

        Assert.Equal(set.Result.Version, bundle.Version);
        Assert.Equal(10, bundle.Encoder.Dimension);
        Assert.Equal(GoldenFeatures.Count, bundle.Golden.Count);
        Assert.Equal(["sitting", "content"], bundle.Spec.Modalities.Select(m => m.Name));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(set.UntilMs), bundle.Manifest.TrainingCut);
        Assert.Equal(set.Result.Figures.HeldOutLoss, bundle.Manifest.Metrics["training.heldOutLoss"]);
        Assert.Contains("report/training-curve.json", bundle.Manifest.Files.Keys);
    }

    [Fact]
    public void Training_again_with_the_same_seed_gives_the_same_bytes()
    {
        set.Train(set.Dataset, set.File("again"));

        AssertSameFiles(set.Bundle, set.File("again"));
    }

    [Fact]
    public void No_event_after_the_moment_touches_a_single_byte()
    {
        set.Train(set.WithoutLaterEvents("cut", set.UntilMs), set.File("of-cut"));

        AssertSameFiles(set.Bundle, set.File("of-cut"));
    }

    [Fact]
    public void Another_seed_gives_another_version()
    {
        PipelineOptions options = SimulatedSet.Options(set.UntilMs);
        TrainResult other = set.Train(set.Dataset, set.File("other"), new PipelineOptions
        {
            UntilMs = set.UntilMs,
            ItemVectors = options.ItemVectors with { Seed = 2 },
            Rows = options.Rows with { Seed = 2 },
            Autoencoder = options.Autoencoder,
        });

        Assert.NotEqual(set.Result.Version, other.Version);
    }

    [Fact]
    public void The_linear_encoder_passes_its_golden_check_too()
    {
        TrainResult result = set.Train(set.Dataset, set.File("linear"), SimulatedSet.Options(set.UntilMs, EncoderKind.Pca));

        using ModelBundle bundle = ModelBundle.Open(set.File("linear"));
        Assert.Equal(10, bundle.Encoder.Dimension);
        Assert.Equal(result.Figures.PcaHeldOutLoss, result.Figures.HeldOutLoss);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    public void Cancelled_in_any_stage_it_leaves_nothing_behind(int stage)
    {
        string folder = Directory.CreateDirectory(set.File($"cancelled-{stage}")).FullName;
        using CancellationTokenSource source = new();

        Assert.ThrowsAny<OperationCanceledException>(() => TrainRun.Run(
            new TrainRequest { Dataset = set.Dataset, Out = Path.Combine(folder, "bundle") },
            SimulatedSet.Point($"{set.UntilMs}"),
            untilMs => SimulatedSet.Options(untilMs),
            TimeProvider.System,
            new CancellingStages(source, stage),
            source.Token));

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public void A_moment_before_all_events_says_which_there_are()
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() => TrainRun.Run(
            new TrainRequest { Dataset = set.Dataset, Out = set.File("none") },
            SimulatedSet.Point("1999-01-01"), untilMs => SimulatedSet.Options(untilMs), TimeProvider.System, NoProgress.Instance, CancellationToken.None));

        Assert.Contains("no event up to 1999-01-01", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_something_else_is_not_replaced_by_force()
    {
        string folder = Directory.CreateDirectory(set.File("documents")).FullName;
        File.WriteAllText(Path.Combine(folder, "letter.txt"), "Dear reader");

        Assert.Throws<UserErrorException>(() => TrainRun.Run(
            new TrainRequest { Dataset = set.Dataset, Out = folder, Force = true },
            null, untilMs => SimulatedSet.Options(untilMs), TimeProvider.System, NoProgress.Instance, CancellationToken.None));

        Assert.True(File.Exists(Path.Combine(folder, "letter.txt")));
    }

    private static void AssertSameFiles(string expected, string actual)
    {
        string[] names = Names(expected);
        Assert.Equal(names, Names(actual));
        Assert.All(names, name => Assert.True(
            File.ReadAllBytes(Path.Combine(expected, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(actual, name))), $"{name} differs"));
    }

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal)];
}
