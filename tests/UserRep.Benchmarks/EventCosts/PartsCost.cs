namespace UserRep.Benchmarks.EventCosts;

/// <summary>Processor time of parts of the way measured alone, in microseconds.</summary>
/// <param name="Append">An event's, by the log.</param>
/// <param name="Fold">An event's, into its user's state.</param>
/// <param name="Vectorize">A vector's features.</param>
/// <param name="Encode">A vector, in runs as large as the service's.</param>
internal sealed record PartsCost(double Append, double Fold, double Vectorize, double Encode);
