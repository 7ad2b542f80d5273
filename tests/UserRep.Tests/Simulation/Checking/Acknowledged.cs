namespace UserRep.Tests.Simulation.Checking;

/// <summary>An acknowledged event.</summary>
/// <param name="Offset">Where it was said to be.</param>
/// <param name="Fate">What must have become of it.</param>
internal sealed record Acknowledged(long Offset, Fate Fate);
