namespace UserRep.Benchmarks.Micro;

/// <summary>One line for a machine.</summary>
/// <param name="Id">Type, method and parameters.</param>
/// <param name="Name">What was measured, its parameters included.</param>
/// <param name="Nanoseconds">The mean time of a call, iteration by iteration; empty if it failed.</param>
/// <param name="AllocatedBytes">What a call allocates; null if it failed.</param>
internal sealed record MicroRow(string Id, string Name, IReadOnlyList<double> Nanoseconds, long? AllocatedBytes);
