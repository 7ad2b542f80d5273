using System.Security.Cryptography;
using System.Text;
using UserRep.Model.Bundles;
using UserRep.Training.Cli;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Reports;
using UserRep.Training.Evaluation.Run;
using UserRep.Training.Output;

namespace UserRep.Training.Evaluation;

/// <summary>From a data set folder to a report folder. What is computed is kept beside the report until it is complete, so that a run that was stopped goes on.</summary>
internal static class EvaluateRun
{
    private const int FingerprintBytes = 16;

    /// <exception cref="UserErrorException">The data set or the options do not allow it; the message says why.</exception>
    public static EvaluationReport Run(
        EvaluateRequest request, IReadOnlyList<string> commands, TimeProvider time, IProgressReporter progress, CancellationToken cancellation)
    {
        Dataset dataset = Dataset.Open(request.Dataset);
        if (!dataset.Info.HasTimes && request.Bundle is not null)
        {
            throw new UserErrorException($"{request.Dataset} has no times, so nobody can tell what a bundle had seen of it. Leave --bundle out.");
        }

        CheckOut(request.Out);
        string work = WorkFolder(request.Out);
        if (request.Fresh && Directory.Exists(work))
        {
            Directory.Delete(work, recursive: true);
        }

        using ModelBundle? bundle = request.Bundle is null ? null : ModelBundle.Open(request.Bundle);
        EvaluationOptions asked = dataset.Info.HasTimes ? request.Options : request.Options.WithoutTimes();
        EvaluationOptions options = bundle is null ? asked : asked.For(bundle);
        EvaluationData data = Build(EventTable.Load(dataset, cancellation), bundle, options, progress, cancellation);
        ScoreCache cache = new(work, Fingerprint(options, data));
        EvaluationOutcome outcome = dataset.Info.HasTimes
            ? new EvaluationRun(data, options, cache, progress, time).Run(commands, cancellation)
            : new TransferOnlyRun(data, options, cache, progress, time).Run(commands, cancellation);
        using StagedFolder folder = StagedFolder.Create(request.Out, ReportWriter.JsonFile, force: true);
        ReportWriter.Write(outcome.Report, outcome.Projection, folder.Path);
        folder.Commit();
        Directory.Delete(work, recursive: true);
        return outcome.Report;
    }

    private static EvaluationData Build(
        EventTable table, ModelBundle? bundle, EvaluationOptions options, IProgressReporter progress, CancellationToken cancellation)
    {
        if (!table.Info.HasTimes)
        {
            return new TimelessDataBuilder(table, options, progress).Build(cancellation);
        }

        EvaluationDataBuilder builder = new(table, options, progress);
        return bundle is null ? builder.Build(cancellation) : builder.Build(bundle);
    }

    private static void CheckOut(string folder)
    {
        bool isReport = File.Exists(Path.Combine(folder, ReportWriter.JsonFile));
        if (Directory.Exists(folder) && !isReport && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new UserErrorException($"{folder} holds other things than a report. Choose another --out.");
        }
    }

    private static string WorkFolder(string folder) => Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) + ".work";

    /// <summary>What kept scores depend on, the program itself included: another build may compute them otherwise.</summary>
    private static string Fingerprint(EvaluationOptions options, EvaluationData data)
    {
        string settings = string.Join(';', SettingsInWords.Of(options, data).Select(s => $"{s.Key}={s.Value}"));
        Guid program = typeof(EvaluateRun).Module.ModuleVersionId;
        string all = $"{program};{data.Table.Info.Name};{data.Table.EventCount};{data.Split};{data.Questions.Examples.Length};{settings}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, FingerprintBytes));
    }
}
