using UserRep.Tests.Training.Datasets;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation;
using UserRep.Training.Evaluation.Reports;
using UserRep.Training.Evaluation.Run;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Run;

public sealed class TransferOnlyEvaluationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_times_attributes_are_told_better_than_by_the_majority_where_tastes_depend_on_them()
    {
        EvaluationReport report = Run(TinyEvaluation.Country);

        AttributeFigures country = Assert.Single(report.Transfer).Value;
        Assert.Equal(TinyEvaluation.Users - TinyEvaluation.Idle, country.Users);
        Assert.Equal(["userrep", "average", "raw", "pca"], country.Models.Keys);
        Assert.All(country.Models.Values, model => Assert.True(model.AccuracyLow > country.MajorityAccuracy));
        Assert.Contains(report.Findings, f => f.StartsWith("Attribute country: the highest AUC", StringComparison.Ordinal));
    }

    [Fact]
    public void The_report_has_transfer_and_no_tasks()
    {
        EvaluationReport report = Run(TinyEvaluation.Country);

        Assert.Null(report.Split);
        Assert.Empty(report.Tasks);
        Assert.Empty(report.Neighbours);
        Assert.All([ReportWriter.JsonFile, PictureFiles.Projection, PictureFiles.LearningCurves], name => Assert.True(File.Exists(_folder.File($"report/{name}"))));
        string text = File.ReadAllText(_folder.File("report/" + ReportWriter.TextFile));
        Assert.Contains("without times", text, StringComparison.Ordinal);
        Assert.DoesNotContain("No task could be asked", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Attributes_have_no_part_in_the_vectors_that_tell_them()
    {
        float[] honest = Vectors("honest", TinyEvaluation.Country);
        float[] shuffled = Vectors("shuffled", user => user % 3 == 0 ? "AT" : "SE");

        Assert.Equal(honest, shuffled);
    }

    [Fact]
    public void Without_times_and_without_attributes_there_is_nothing_to_evaluate()
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() => Run(_ => null));

        Assert.Contains("Import the users with attributes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundle_cannot_be_evaluated_without_times()
    {
        TinyEvaluation.Write(_folder.File("set"), hasTimes: false);

        UserErrorException error = Assert.Throws<UserErrorException>(() => EvaluateRun.Run(
            TinyEvaluation.Request(_folder.File("set"), _folder.File("report"), "bundle"), [], TimeProvider.System, NoProgress.Instance, CancellationToken.None));

        Assert.Contains("Leave --bundle out", error.Message, StringComparison.Ordinal);
    }

    private EvaluationReport Run(Func<int, string?> countryOf)
    {
        TinyEvaluation.Write(_folder.File("set"), hasTimes: false, countryOf);
        return EvaluateRun.Run(
            TinyEvaluation.Request(_folder.File("set"), _folder.File("report")), ["evaluate"], TimeProvider.System, NoProgress.Instance, TestContext.Current.CancellationToken);
    }

    private float[] Vectors(string name, Func<int, string?> countryOf)
    {
        TinyEvaluation.Write(_folder.File(name), hasTimes: false, countryOf);
        EventTable table = EventTable.Load(Dataset.Open(_folder.File(name)));
        EvaluationOptions options = TinyEvaluation.Options.WithoutTimes();
        EvaluationData data = new TimelessDataBuilder(table, options, NoProgress.Instance).Build(TestContext.Current.CancellationToken);
        TransferOnlyRun run = new(data, options, new ScoreCache(_folder.File(name + ".work"), "tiny"), NoProgress.Instance, TimeProvider.System);
        return run.Run([], TestContext.Current.CancellationToken).Projection!.Users.Values;
    }
}
