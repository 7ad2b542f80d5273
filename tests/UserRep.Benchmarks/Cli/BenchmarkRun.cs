using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;
using UserRep.Training.Cli;

namespace UserRep.Benchmarks.Cli;

/// <summary>Asks questions one after the other. One that fails takes nothing from the others; it is told of at the end.</summary>
/// <param name="progress">Told which question it is.</param>
/// <param name="answered">Told of the rows of each as soon as they are there.</param>
internal sealed class BenchmarkRun(IProgressReporter progress, Action<IBenchmark, IReadOnlyList<ResultRow>> answered)
{
    private readonly List<ResultRow> _rows = [];
    private readonly List<BenchmarkFailure> _failures = [];

    public IReadOnlyList<ResultRow> Rows => _rows;

    /// <exception cref="OperationCanceledException">Cancelled; what was answered before has been told.</exception>
    public void Run(IReadOnlyList<IBenchmark> benchmarks, MeasuringOptions options, CancellationToken cancellation)
    {
        for (int i = 0; i < benchmarks.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            using IProgressStage stage = progress.Start($"{benchmarks[i].Name} ({i + 1} of {benchmarks.Count})");
            stage.Note(Ask(benchmarks[i], options, cancellation));
        }
    }

    /// <exception cref="UserErrorException">Questions failed: which, and why.</exception>
    public void ThrowIfAnyFailed()
    {
        if (_failures.Count > 0)
        {
            throw new UserErrorException(
                $"Not answered, while the rows of the others stand: {string.Join(", ", _failures.Select(f => f.Name))}.\n{string.Join('\n', _failures.Select(f => $"{f.Name}: {f.Reason}"))}");
        }
    }

    private string Ask(IBenchmark benchmark, MeasuringOptions options, CancellationToken cancellation)
    {
        try
        {
            IReadOnlyList<ResultRow> rows = benchmark.Run(options, cancellation);
            _rows.AddRange(rows);
            answered(benchmark, rows);
            return rows.Count > 0 ? MetBounds.Of(rows).ToString() : "not measured: what it needs is not installed";
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            _failures.Add(new BenchmarkFailure(benchmark.Name, error));
            return "failed";
        }
    }
}
