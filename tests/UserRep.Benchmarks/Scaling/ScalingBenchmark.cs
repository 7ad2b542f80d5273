using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Benchmarks.Results.Charts;
using UserRep.Benchmarks.Scaling.Measured;
using UserRep.Testing.Postgres;
using UserRep.Training.Cli;

namespace UserRep.Benchmarks.Scaling;

/// <summary>What clusters of several sizes cost, as one question among all. Its file, its chart and the page for operators are those of <see cref="ScalingCommand"/>.</summary>
/// <param name="folder">The folder of the results.</param>
/// <param name="hasPage">Whether the page for operators is written.</param>
/// <param name="progress">Hears how far it is.</param>
internal sealed class ScalingBenchmark(string folder, bool hasPage, IProgressReporter progress) : IBenchmark
{
    public string Name => ScalingCommand.Name;

    public string Question => ScalingCommand.Question;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation)
    {
        if (!PostgresServer.IsInstalled)
        {
            return [];
        }

        ScalingReport report = ScalingMeasurement.RunAsync(new ScalingReport(HostFacts.Read(TimeProvider.System), options.Quick, [], []), isShort: false, progress, r => ScalingFile.Write(folder, r), cancellation).GetAwaiter().GetResult();
        Keep(report, folder, hasPage);
        return ScalingRows.Of(report);
    }

    /// <summary>Writes what was measured into the results: rows, their chart, and the page if it is wanted.</summary>
    public static void Keep(ScalingReport report, string folder, bool hasPage)
    {
        if (ScalingRows.Charted(report) is { Count: > 0 } charted)
        {
            ChartFolder.Write(folder, ScalingCommand.Name, ScalingCommand.Question, charted);
        }

        ResultFolder.Write(folder, new ResultReport(report.Host, report.Quick, ScalingRows.Of(report)));
        if (hasPage)
        {
            ScalingPage.Write(ScalingPage.Default(), ScalingText.Write(report, new DescribedLoad(0)));
        }
    }
}
