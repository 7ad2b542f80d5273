namespace UserRep.Benchmarks.Results;

/// <summary>Which way a figure should go.</summary>
internal enum Better
{
    Higher,
    Lower,
}
