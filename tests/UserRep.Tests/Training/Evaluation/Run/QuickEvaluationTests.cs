using UserRep.Tests.Training.Datasets;
using UserRep.Tests.Training.Importing;
using UserRep.Training.Cli;
using UserRep.Training.Evaluation;
using UserRep.Training.Evaluation.Reports;
using UserRep.Training.Evaluation.Run;
using UserRep.Training.Importing;
using UserRep.Training.Importing.MovieLens;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Run;

/// <summary>The quick evaluation of MovieLens 1M: what must hold on real data, and figures too good to be true.</summary>
public sealed class QuickEvaluationTests(ITestOutputHelper output) : IDisposable
{
    // One encoder gains 1 to 5 % over the average here; what a leak adds is more.
    private const double LeakAlarm = 6;

    // A rival that has learned anything is this far from popularity.
    private const double AbovePopularity = 0.01;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void MovieLens_1M_shows_the_gains_and_no_leak()
    {
        EvaluationReport report = Evaluate(RealData.Require("ml-1m"));
        TaskFigures live = report.Tasks[ModelNames.Live];
        output.WriteLine(string.Join(Environment.NewLine, report.Tasks.SelectMany(task => task.Value.Models.Select(model => $"{task.Key} {model.Key} {model.Value.Auc:F4}"))));

        Assert.True(live.Gain[ModelNames.Average].Low > 0, $"live over average: {live.Gain[ModelNames.Average]}");
        Assert.True(report.Tasks[ModelNames.ColdStart].Gain[ModelNames.Average].Auc > 0, $"cold start over average: {report.Tasks[ModelNames.ColdStart].Gain[ModelNames.Average]}");
        Assert.All(report.Tasks.Values.Concat(report.Check.Values), task => Assert.InRange(task.Gain[ModelNames.Average].Auc, -LeakAlarm, LeakAlarm));
        Assert.All(report.Tasks.Values, task => Assert.True(
            task.Models[ModelNames.Average].Auc >= task.Models["cosine"].Auc, "The trained head lost to the cosine it starts from."));
        Assert.All(["mf", ModelNames.Raw, ModelNames.Pca], rival => Assert.True(
            live.Models[rival].Auc > live.Models["popularity"].Auc + AbovePopularity, $"{rival} is at popularity level: {live.Models[rival]}"));
    }

    private EvaluationReport Evaluate(string source)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string set = _folder.File("ml-1m");
        ImportRun.Run(
            new ImportTarget(set, "ml-1m", Force: false), 0, session => MovieLensImporter.Import(new SourceFolder(source), session), NoProgress.Instance, cancellation);
        EvaluationOptions options = new EvaluationOptions { FitShare = 0.4, TestShare = 0.6, CheckShare = 0.8 }.Quick();
        return EvaluateRun.Run(new EvaluateRequest(set, _folder.File("report"), options, Fresh: false), [], StoppedClock.Instance, NoProgress.Instance, cancellation);
    }
}
