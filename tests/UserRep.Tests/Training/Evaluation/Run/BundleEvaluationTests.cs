using UserRep.Model.Bundles;
using UserRep.Tests.Training.Datasets;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation;
using UserRep.Training.Evaluation.Reports;
using UserRep.Training.Train;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Run;

public sealed class BundleEvaluationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BundleEvaluationTests() => TinyEvaluation.Write(Set, hasTimes: true);

    private string Set => _folder.File("set");

    private string Bundle => _folder.File("bundle");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_bundle_is_evaluated_by_its_own_encoder_from_its_training_cut_on()
    {
        Train("40%");
        EvaluationReport report = Evaluate(Set);

        using ModelBundle bundle = ModelBundle.Open(Bundle);
        Assert.Equal($"{bundle.Manifest.TrainingCut:yyyy-MM-dd'T'HH:mm:ss'Z'}", report.Split!.FitUntil);
        Assert.Equal((bundle.Version, bundle.EmbeddingSpace), (report.Settings.Options["bundle.version"], report.Settings.Options["bundle.embeddingSpace"]));
        Assert.Superset(new HashSet<string> { "userrep", "average", "averagePlus", "raw", "pca", "popularity" }, report.Tasks["live"].Models.Keys.ToHashSet());
        Assert.True(report.Tasks["live"].Models["userrep"].Auc > 0.55);
        Assert.Contains("userrep", report.Transfer["country"].Models.Keys);
    }

    [Fact]
    public void Nothing_is_trained_for_a_bundle_and_nothing_is_ablated()
    {
        Train("40%");
        EvaluationReport report = Evaluate(Set);

        Assert.Empty(report.LearningCurves);
        Assert.Empty(report.Ablations);
        Assert.Empty(report.Seeds.Encoder);
        Assert.StartsWith("not run", report.Settings.Options["ablations"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundle_that_has_seen_the_test_is_refused_with_what_to_do()
    {
        Train("80%");
        UserErrorException error = Assert.Throws<UserErrorException>(() => Evaluate(Set));

        Assert.Contains("it has seen the answers", error.Message, StringComparison.Ordinal);
        Assert.Contains("earlier --until", error.Message, StringComparison.Ordinal);
        Assert.Contains("later --test", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("report")));
    }

    [Fact]
    public void A_bundle_of_another_catalogue_is_refused()
    {
        Train("40%");
        DatasetInfo header = new() { Name = "others", EventTypes = ["take"] };
        EventRow[] events = [.. Enumerable.Range(0, 200).Select(i => new EventRow(0, 0, i * 86_400_000L, 1))];
        new SampleData(header, [new ItemInfo("unheard of", [])], [new UserHistory("somebody", events, [])]).Write(_folder.File("others"));

        UserErrorException error = Assert.Throws<UserErrorException>(() => Evaluate(_folder.File("others")));

        Assert.Contains("none of the data set's items", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_learning_curve_comes_with_a_trained_bundle()
    {
        Train("40%");

        using ModelBundle bundle = ModelBundle.Open(Bundle);
        Assert.Contains("report/" + TrainingReport.Picture, bundle.Manifest.Files.Keys);
    }

    private void Train(string until)
    {
        Assert.Null(TimePoint.Read(until, out TimePoint point));
        TrainRun.Run(
            new TrainRequest { Dataset = Set, Out = Bundle },
            point,
            untilMs => new PipelineOptions
            {
                UntilMs = untilMs,
                ItemVectors = TinyEvaluation.Options.ItemVectors,
                Rows = TinyEvaluation.Options.Rows,
                Autoencoder = TinyEvaluation.Autoencoder,
            },
            TimeProvider.System,
            NoProgress.Instance,
            TestContext.Current.CancellationToken);
    }

    private EvaluationReport Evaluate(string dataset) => EvaluateRun.Run(
        TinyEvaluation.Request(dataset, _folder.File("report"), Bundle), ["evaluate"], TimeProvider.System, NoProgress.Instance, TestContext.Current.CancellationToken);
}
