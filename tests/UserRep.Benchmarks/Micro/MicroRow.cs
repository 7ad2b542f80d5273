namespace UserRep.Benchmarks.Micro;

/// <summary>One line for a machine.</summary>
/// <param name="Name">What was measured, its parameters included.</param>
/// <param name="Nanoseconds">The mean time of a call; null if it failed.</param>
/// <param name="AllocatedBytes">What a call allocates; null if it failed.</param>
internal sealed record MicroRow(string Name, double? Nanoseconds, long? AllocatedBytes);
