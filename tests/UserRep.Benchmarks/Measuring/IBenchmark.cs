using UserRep.Benchmarks.Results;

namespace UserRep.Benchmarks.Measuring;

/// <summary>One question and the rows that answer it.</summary>
internal interface IBenchmark
{
    string Name { get; }

    string Question { get; }

    IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation);
}
