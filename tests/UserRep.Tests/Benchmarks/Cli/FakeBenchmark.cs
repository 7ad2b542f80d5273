using UserRep.Benchmarks.Measuring;
using UserRep.Benchmarks.Results;

namespace UserRep.Tests.Benchmarks.Cli;

/// <summary>A question that is answered at once.</summary>
internal sealed class FakeBenchmark(string name, Func<IReadOnlyList<ResultRow>> answer) : IBenchmark
{
    public string Name => name;

    public string Question => $"What of {name}?";

    public static FakeBenchmark Answering(string name) => new(name, () => [ResultRow.Alone($"{name}.x", name, "s", new Samples([1]), new Bounds(Better.Lower, Floor: 2))]);

    public static FakeBenchmark Failing(string name) => new(name, () => throw new InvalidOperationException("It broke."));

    public IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation) => answer();
}
