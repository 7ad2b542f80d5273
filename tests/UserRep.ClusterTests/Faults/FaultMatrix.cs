using UserRep.ClusterTests.Faults.Rows;

namespace UserRep.ClusterTests.Faults;

/// <summary>Every fault, in the order of the report.</summary>
internal static class FaultMatrix
{
    public static readonly IReadOnlyList<Fault> All =
    [
        new KillOne(),
        new KillAll(isElsewhere: false),
        new KillAll(isElsewhere: true),
        new Freeze(3),
        new Freeze(20),
        new Freeze(60),
        new RollingRestart(),
    ];
}
