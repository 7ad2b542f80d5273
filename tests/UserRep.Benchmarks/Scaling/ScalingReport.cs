using UserRep.Benchmarks.Results;
using UserRep.Training.Cli;

namespace UserRep.Benchmarks.Scaling;

/// <summary>A run: where and when, what everything cost, and the room it took.</summary>
internal sealed record ScalingReport(HostFacts Host, bool Quick, IReadOnlyList<CostRow> Rows, IReadOnlyList<Footprint> Footprints)
{
    // Of sources that differ from the commit's. They do as soon as the first cluster is in the results, which are among them.
    private const string Dirty = "-dirty";

    /// <summary>Repeats of a work without what the cluster costs anyway.</summary>
    public IEnumerable<CostRow> Of(Work work) => Rows.Where(row => row.What == work).Select(row => row with { Costs = row.Costs.Beyond(IdleOf(row.Size)) });

    /// <summary>Whether a cluster of that size was measured, to its end.</summary>
    public bool Has(ScalingSize size) => Footprints.Any(footprint => footprint.Size == size);

    /// <summary>The same, to be gone on with.</summary>
    /// <param name="host">Where, and of which commit.</param>
    /// <param name="isQuick">Whether it is measured less.</param>
    /// <exception cref="UserErrorException">It is of other code, of another processor or of another length: one figure would not go with the other.</exception>
    public ScalingReport ToGoOn(HostFacts host, bool isQuick) => (Commit(Host), Host.Processor, Quick) == (Commit(host), host.Processor, isQuick) && host.Commit is not null
        ? this
        : throw new UserErrorException(
            $"What there is was measured of commit {Described(Host, Quick)}; now it would be {Described(host, isQuick)}. Measure all of it: scaling, without --resume.");

    public Costs IdleOf(ScalingSize size) => Rows.First(row => row.What == Work.Idle && row.Size == size).Costs;

    private static string? Commit(HostFacts host) => host.Commit?.Replace(Dirty, string.Empty, StringComparison.Ordinal);

    private static string Described(HostFacts host, bool isQuick) => $"{host.Commit ?? "unknown"} on {host.Processor}{(isQuick ? ", quickly" : string.Empty)}";
}
