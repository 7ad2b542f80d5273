namespace UserRep.Benchmarks.Measuring;

/// <summary>Something that takes part in a race.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Run">Does so many operations; must not be interrupted in between.</param>
internal sealed record Contender(string Name, Action<int> Run);
