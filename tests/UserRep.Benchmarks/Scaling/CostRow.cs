namespace UserRep.Benchmarks.Scaling;

/// <summary>What one repeat of something cost.</summary>
/// <param name="What">What was done.</param>
/// <param name="Size">By which cluster.</param>
/// <param name="Operations">How often it was done: events, reads, snapshots; of doing nothing, the seconds.</param>
/// <param name="Costs">What all of it cost.</param>
internal sealed record CostRow(Work What, ScalingSize Size, double Operations, Costs Costs);
