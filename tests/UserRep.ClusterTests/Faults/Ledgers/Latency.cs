namespace UserRep.ClusterTests.Faults.Ledgers;

/// <summary>How long a read took.</summary>
/// <param name="UserId">Of whom.</param>
/// <param name="Silo">The number of the silo that was asked.</param>
/// <param name="AskedAt">When, as a timestamp of the stopwatch.</param>
/// <param name="Took">How long, failures too.</param>
/// <param name="Failed">Whether there was no vector.</param>
internal readonly record struct Latency(string UserId, int Silo, long AskedAt, TimeSpan Took, bool Failed);
