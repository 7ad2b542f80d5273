namespace UserRep.Tests.Simulation.Checking;

/// <summary>An invariant that does not hold.</summary>
/// <param name="Invariant">Its name: I1 to I8.</param>
/// <param name="What">What was seen.</param>
internal sealed record Violation(string Invariant, string What);
