namespace UserRep.Benchmarks.Measuring;

/// <summary>What an open loop saw, without its warm-up.</summary>
/// <param name="Latency">From when an operation was due to when it was done.</param>
/// <param name="Lateness">From when an operation was due to when it was sent: the generator's own part of it.</param>
/// <param name="ProcessorTime">Of the generator's whole process meanwhile, clients and other loops included.</param>
internal sealed record OpenLoopReport(LatencyHistogram Latency, LatencyHistogram Lateness, TimeSpan ProcessorTime)
{
    public TimeSpan ProcessorTimePerOperation => ProcessorTime / Latency.Count;
}
