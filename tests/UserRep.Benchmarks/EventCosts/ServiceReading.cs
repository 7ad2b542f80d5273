namespace UserRep.Benchmarks.EventCosts;

/// <summary>What a service has spent up to a moment.</summary>
/// <param name="ProcessorTime">Of the whole process.</param>
/// <param name="Threads">The same by thread.</param>
/// <param name="Allocated">Bytes that were allocated.</param>
/// <param name="Vectors">Vectors that were computed.</param>
/// <param name="Runs">How many runs of the model that took.</param>
/// <param name="Written">Bytes that the process has had written to disk.</param>
/// <param name="Log">The log's file.</param>
/// <param name="Snapshots">The file of snapshots.</param>
/// <param name="LogPages">How often each page of the log's file was written to its write-ahead log.</param>
internal sealed record ServiceReading(
    TimeSpan ProcessorTime, ThreadTimes Threads, double Allocated, double Vectors, double Runs, double Written, WalUse Log, WalUse Snapshots, IReadOnlyDictionary<uint, long> LogPages);
