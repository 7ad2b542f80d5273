using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;

namespace UserRep.Benchmarks.Micro;

/// <summary>All of the smallest pieces of code, as rows among the others.</summary>
/// <param name="folder">Where BenchmarkDotNet's log and tables go.</param>
internal sealed class MicroBenchmark(string folder) : IBenchmark
{
    public string Name => MicroCommand.Name;

    public string Question => MicroCommand.Question;

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        MicroRun run = MicroRun.Of([], options.Quick, folder);
        run.ThrowIfAnyFailed();
        return [.. run.Rows.SelectMany(Rows)];
    }

    private static IReadOnlyList<ResultRow> Rows(MicroRow row) =>
    [
        ResultRow.Alone($"{MicroCommand.Name}.{row.Id}", row.Name, "ns/call", new Samples(row.Nanoseconds), new Bounds(Better.Lower)),
        ResultRow.Alone($"{MicroCommand.Name}.{row.Id}.allocation", $"{row.Name}, allocation", "B/call", new Samples([row.AllocatedBytes!.Value]), new Bounds(Better.Lower)),
    ];
}
