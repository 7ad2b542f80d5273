using UserRep.Benchmarks.Results;

namespace UserRep.Benchmarks.Scaling;

/// <summary>A run: where and when, what everything cost, and the room it took.</summary>
internal sealed record ScalingReport(HostFacts Host, bool Quick, IReadOnlyList<CostRow> Rows, IReadOnlyList<Footprint> Footprints)
{
    /// <summary>Repeats of a work without what the cluster costs anyway.</summary>
    public IEnumerable<CostRow> Of(Work work) => Rows.Where(row => row.What == work).Select(row => row with { Costs = row.Costs.Beyond(IdleOf(row.Size)) });

    public Costs IdleOf(ScalingSize size) => Rows.First(row => row.What == Work.Idle && row.Size == size).Costs;
}
