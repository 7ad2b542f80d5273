using UserRep.Benchmarks.Results;

namespace UserRep.Benchmarks.Measuring;

/// <summary>One question and the rows that answer it.</summary>
internal interface IBenchmark
{
    string Name { get; }

    string Question { get; }

    /// <summary>Gets whether it measures the service or its surroundings at work, and not a piece of code alone: it has a chart.</summary>
    bool IsSystem => false;

    IReadOnlyList<ResultRow> Run(MeasuringOptions options, CancellationToken cancellation);
}
