namespace UserRep.Benchmarks.Cli;

/// <summary>A question that could not be answered.</summary>
internal sealed record BenchmarkFailure(string Name, Exception Reason);
