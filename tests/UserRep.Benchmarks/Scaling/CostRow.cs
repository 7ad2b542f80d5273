namespace UserRep.Benchmarks.Scaling;

/// <summary>What one repeat of something cost.</summary>
/// <param name="What">What was done.</param>
/// <param name="Size">By which cluster.</param>
/// <param name="Operations">How often it was done: events, reads, snapshots; of doing nothing, the seconds.</param>
/// <param name="Costs">What all of it cost.</param>
/// <param name="Took">How long it took in seconds, without the reading of costs before and after; 0 where it was not timed.</param>
/// <param name="GeneratorSeconds">Processor time of whoever had it done, client library and all; 0 as above.</param>
internal sealed record CostRow(Work What, ScalingSize Size, double Operations, Costs Costs, double Took = 0, double GeneratorSeconds = 0);
