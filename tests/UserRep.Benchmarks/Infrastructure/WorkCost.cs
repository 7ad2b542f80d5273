namespace UserRep.Benchmarks.Infrastructure;

/// <summary>What the work took.</summary>
/// <param name="ProcessorSeconds">Of all processes that take part.</param>
/// <param name="ReadBytes">Inputs that models read, and events that are read to make them.</param>
/// <param name="StoredBytes">Where events, and what is made of them, are kept.</param>
/// <param name="LiveBytes">Memory that users take in the processes.</param>
/// <param name="KeptBytes">Store and memory together; what Redis holds is both, and counts once.</param>
internal sealed record WorkCost(double ProcessorSeconds, double ReadBytes, double StoredBytes, double LiveBytes, double KeptBytes);
