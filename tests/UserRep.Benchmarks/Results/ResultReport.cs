namespace UserRep.Benchmarks.Results;

/// <summary>A run: where and when, and its rows.</summary>
internal sealed record ResultReport(HostFacts Host, bool Quick, IReadOnlyList<ResultRow> Rows);
