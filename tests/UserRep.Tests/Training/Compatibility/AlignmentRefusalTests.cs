using UserRep.Model.Bundles;
using UserRep.Tests.Model.Bundles;
using UserRep.Tests.Training.Evaluation.Run;
using UserRep.Tests.Training.Train;
using UserRep.Training.Cli;
using UserRep.Training.Compatibility;
using UserRep.Training.Train;
using Xunit;

namespace UserRep.Tests.Training.Compatibility;

public sealed class AlignmentRefusalTests(AlignedSet set) : IClassFixture<AlignedSet>
{
    [Fact]
    public void What_is_no_bundle_is_refused_before_any_event_is_read()
    {
        string folder = Directory.CreateDirectory(set.File("documents")).FullName;
        CountingStages stages = new();

        BundleException missing = Assert.Throws<BundleException>(() => Train("nowhere", stages));
        BundleException other = Assert.Throws<BundleException>(() => Train("documents", stages));

        Assert.Equal("nowhere", missing.File);
        Assert.Equal("manifest.json", other.File);
        Assert.Equal(0, stages.Started);
        Assert.True(Directory.Exists(folder));
    }

    [Fact]
    public void One_name_for_both_is_refused_before_any_event_is_read()
    {
        CountingStages stages = new();

        UserErrorException error = Assert.Throws<UserErrorException>(() => Train(AlignedSet.Older, stages, version: AlignedSet.Older));

        Assert.Contains("--version older is the name of the bundle that --align-to gives", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, stages.Started);
    }

    [Fact]
    public void The_same_model_again_is_nothing_to_align()
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() => AlignedSet.Train(
            set.Request("same") with { AlignTo = set.File(AlignedSet.Older) }, "60%", AlignedSet.OlderOptions));

        Assert.Contains("there is nothing to align", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(set.File("same")));
    }

    [Fact]
    public void Too_few_users_are_refused_before_anything_is_learned()
    {
        CountingStages stages = new();
        PipelineOptions Options(long untilMs) => new() { UntilMs = untilMs, Alignment = new AlignmentOptions { FewestUsers = 1_000 } };

        UserErrorException error = Assert.Throws<UserErrorException>(() => Train(AlignedSet.Older, stages, Options));

        Assert.Contains("1000 are the fewest to align on", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, stages.Started);
    }

    [Fact]
    public void A_bundle_of_another_catalogue_is_refused_before_anything_is_learned()
    {
        new BundleMaker().Write(set.File("foreign"));
        CountingStages stages = new();

        UserErrorException error = Assert.Throws<UserErrorException>(() => Train("foreign", stages));

        Assert.Contains("none of the data set's items", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, stages.Started);
    }

    [Fact]
    public void Where_there_are_too_few_events_to_ask_about_the_map_ships_without_areas()
    {
        PipelineOptions Options(long untilMs)
        {
            PipelineOptions options = AlignedSet.NewerOptions(untilMs);
            return new PipelineOptions
            {
                UntilMs = untilMs,
                ItemVectors = options.ItemVectors,
                Rows = options.Rows,
                Autoencoder = options.Autoencoder,
                Alignment = options.Alignment with { FewestAnswers = 1_000_000 },
            };
        }

        TrainResult result = AlignedSet.Train(set.Request("few") with { AlignTo = set.File(AlignedSet.Older) }, "90%", Options);

        Assert.Equal((null, null, null, null), (result.Compatibility[0].Fidelity.Task, result.Compatibility[0].Fidelity.AucOld, result.Compatibility[0].Fidelity.AucMapped, result.Compatibility[0].Fidelity.AucLoss));
        Assert.Contains("too few events to ask a head about", result.InWords(), StringComparison.Ordinal);
        ModelBundle.Open(set.File("few")).Dispose();
    }

    [Fact]
    public void Without_times_nothing_can_be_asked_and_the_map_ships_all_the_same()
    {
        TinyEvaluation.Write(set.File("timeless"), hasTimes: false);
        TrainRequest request = set.Request("timeless-older") with { Dataset = set.File("timeless") };
        TrainRun.Run(request, null, AlignedSet.OlderOptions, TimeProvider.System, NoProgress.Instance, TestContext.Current.CancellationToken);

        TrainResult result = TrainRun.Run(
            request with { Out = set.File("timeless-newer"), AlignTo = set.File("timeless-older") },
            null,
            AlignedSet.NewerOptions,
            TimeProvider.System,
            NoProgress.Instance,
            TestContext.Current.CancellationToken);

        Assert.Null(result.Compatibility[0].Fidelity.Task);
        Assert.True(result.Compatibility[0].Fidelity.Cosine > result.Compatibility[0].Fidelity.CosineOfMean);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void Cancelled_while_it_is_aligned_it_leaves_nothing_behind(int stage)
    {
        string folder = Directory.CreateDirectory(set.File($"cancelled-{stage}")).FullName;
        using CancellationTokenSource source = new();

        Assert.ThrowsAny<OperationCanceledException>(() => AlignedSet.Train(
            set.Request($"cancelled-{stage}/bundle") with { AlignTo = set.File(AlignedSet.Older) },
            "90%",
            AlignedSet.NewerOptions,
            new CancellingStages(source, stage),
            source));

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    private void Train(string alignTo, IProgressReporter progress, Func<long, PipelineOptions>? options = null, string? version = null)
    {
        AlignedSet.Train(set.Request("refused") with { AlignTo = set.File(alignTo), Version = version }, "90%", options ?? AlignedSet.NewerOptions, progress);
        Assert.Fail("It was trained.");
    }

    private sealed class CountingStages : IProgressReporter
    {
        public int Started { get; private set; }

        public IProgressStage Start(string title, long? total = null, string unit = "")
        {
            Started++;
            return NoProgress.Instance;
        }
    }
}
