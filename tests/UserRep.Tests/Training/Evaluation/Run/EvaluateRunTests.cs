using UserRep.Tests.Training.Train;
using UserRep.Training.Cli;
using UserRep.Training.Evaluation;
using UserRep.Training.Evaluation.Reports;
using Xunit;

namespace UserRep.Tests.Training.Evaluation.Run;

public sealed class EvaluateRunTests(EvaluationSet set) : IClassFixture<EvaluationSet>
{
    // Stages that start before heads are trained: item vectors of two kinds, questions, encoders, and then the heads' own.
    private const int HeadStage = 5;

    [Fact]
    public void A_report_has_every_task_and_method_and_comes_again_byte_for_byte()
    {
        string folder = set.File("report");
        EvaluationReport report = Run(folder);

        Assert.Equal([ModelNames.ColdStart, ModelNames.Live, ModelNames.Weekly], report.Tasks.Keys.Order(StringComparer.Ordinal));
        Assert.All(report.Tasks.Values, task => Assert.Equal(
            ["userrep", "average", "averagePlus", "raw", "pca", "popularity", "cosine"], task.Models.Keys));
        Assert.All(report.Tasks.Values.SelectMany(task => task.Models.Values), model => Assert.InRange(model.Auc, 0.2, 0.999));
        Assert.False(Directory.Exists($"{folder}.work"));
        byte[] first = File.ReadAllBytes(Path.Combine(folder, ReportWriter.JsonFile));
        Assert.Equal(report.Tasks[ModelNames.Live].Models["userrep"].Auc, ReportJson.Read(File.ReadAllText(Path.Combine(folder, ReportWriter.JsonFile))).Tasks[ModelNames.Live].Models["userrep"].Auc, 5);

        Run(folder);

        Assert.Equal(first, File.ReadAllBytes(Path.Combine(folder, ReportWriter.JsonFile)));
    }

    [Fact]
    public void A_run_that_was_stopped_goes_on_with_the_encoder_it_has()
    {
        string folder = set.File("stopped");
        using CancellationTokenSource source = new();
        Assert.ThrowsAny<OperationCanceledException>(() => Run(folder, new CancellingStages(source, HeadStage), source.Token));
        string encoder = Assert.Single(Directory.GetFiles($"{folder}.work", "userrep-1.onnx", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(folder));

        // Were it trained anew, the file that cannot be read would be of no account.
        byte[] kept = File.ReadAllBytes(encoder);
        File.WriteAllBytes(encoder, kept[..(kept.Length / 2)]);
        Assert.ThrowsAny<Exception>(() => Run(folder));
        File.WriteAllBytes(encoder, kept);
        EvaluationReport resumed = Run(folder);

        Assert.False(Directory.Exists($"{folder}.work"));
        Assert.Equal(ReportJson.Write(Run(set.File("at-once"))), ReportJson.Write(resumed));
    }

    [Fact]
    public void A_folder_that_holds_other_things_is_refused_untouched()
    {
        string folder = Directory.CreateDirectory(set.File("letters")).FullName;
        File.WriteAllText(Path.Combine(folder, "letter.txt"), "Dear reader");

        UserErrorException error = Assert.Throws<UserErrorException>(() => Run(folder));

        Assert.Contains("other things than a report", error.Message, StringComparison.Ordinal);
        Assert.Equal(["letter.txt"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
        Assert.False(Directory.Exists($"{folder}.work"));
    }

    private EvaluationReport Run(string folder, IProgressReporter? progress = null, CancellationToken? cancellation = null) => EvaluateRun.Run(
        new EvaluateRequest(set.Folder, folder, EvaluationSet.Options, Fresh: false),
        ["evaluate DATASET"],
        StoppedClock.Instance,
        progress ?? NoProgress.Instance,
        cancellation ?? TestContext.Current.CancellationToken);
}
