using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using UserRep.Training.Cli;

namespace UserRep.Benchmarks.Micro;

/// <summary>A run of BenchmarkDotNet in this process: what it would build for a process of its own knows nothing of central package versions and of banned calls.</summary>
internal sealed class MicroRun(Summary summary)
{
    // Long enough that what is measured is compiled at its best by then.
    private static readonly TimeInterval _quickIteration = TimeInterval.FromMilliseconds(100);
    private static readonly TimeInterval _iteration = TimeInterval.FromMilliseconds(250);

    // By itself it goes on until the mean is as sure as it wants, which on a machine that others share it never is.
    private const int Iterations = 15;

    private static readonly Type[] _all =
    [
        typeof(EventFold),
        typeof(UserVectorizing),
        typeof(TableLookUp),
        typeof(ReadRouting),
        typeof(EventIdHash),
        typeof(UserPartition),
        typeof(AnswerOnTheWire),
    ];

    public IReadOnlyList<MicroRow> Rows => [.. summary.Reports.Select(Row)];

    /// <summary>Gets the table as Markdown.</summary>
    public string Table
    {
        get
        {
            AccumulationLogger text = new();
            MarkdownExporter.GitHub.ExportToLog(summary, text);
            return text.GetLog();
        }
    }

    /// <param name="filters">Patterns of names; none for all.</param>
    /// <param name="isQuick">Whether to measure less.</param>
    /// <param name="folder">Where the log and the tables go.</param>
    /// <exception cref="UserErrorException">There is nothing to measure.</exception>
    public static MicroRun Of(string[] filters, bool isQuick, string folder)
    {
        Job job = isQuick ? Job.ShortRun.WithIterationTime(_quickIteration) : Job.Default.WithIterationTime(_iteration).WithIterationCount(Iterations);
        ManualConfig config = ManualConfig.CreateEmpty()
            .AddJob(job.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddExporter(MarkdownExporter.GitHub)
            .AddLogger(NullLogger.Instance)
            .WithOptions(ConfigOptions.JoinSummary)
            .WithArtifactsPath(folder);
        if (filters.Length > 0)
        {
            config.AddFilter(new GlobFilter(filters));
        }

        Summary summary = BenchmarkRunner.Run(_all, config).Single();
        return summary.Reports.IsEmpty
            ? throw new UserErrorException(string.Join(' ', summary.ValidationErrors.Select(error => error.Message).DefaultIfEmpty("No name matches the filter.")))
            : new MicroRun(summary);
    }

    /// <exception cref="UserErrorException">Something could not be measured.</exception>
    public void ThrowIfAnyFailed()
    {
        string[] failed = [.. summary.Reports.Where(report => !report.Success).Select(NameOf)];
        if (failed.Length > 0)
        {
            throw new UserErrorException($"Not measured: {string.Join(", ", failed)}. {summary.LogFilePath} says why.");
        }
    }

    private static MicroRow Row(BenchmarkReport report)
    {
        Descriptor measured = report.BenchmarkCase.Descriptor;
        ParameterInstances parameters = report.BenchmarkCase.Parameters;
        return new MicroRow(
            string.Join('.', [measured.Type.Name, measured.WorkloadMethod.Name, .. parameters.Items.Select(p => Convert.ToString(p.Value, CultureInfo.InvariantCulture))]),
            string.Join(", ", [measured.WorkloadMethodDisplayInfo.Trim('\''), .. parameters.Items.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name.ToLowerInvariant()}: {p.Value:N0}"))]),
            report.ResultStatistics?.OriginalValues ?? [],
            report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase));
    }

    private static string NameOf(BenchmarkReport report) => Row(report).Id;
}
