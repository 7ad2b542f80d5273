using UserRep.ClusterTests.Faults.Machines;
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
        new DatabaseKill(),
        new ConnectionsCut(),
        new HeadHeld(),
        new ConnectionLimit(),
        new DatabaseWire(Wire.Cut, isOfAll: false),
        new DatabaseWire(Wire.Cut, isOfAll: true),
        new DatabaseWire(Wire.CutThere, isOfAll: false),
        new DatabaseWire(Wire.CutBack, isOfAll: false),
        new DatabaseWire(Wire.Slow, isOfAll: true),
        new DatabaseWire(Wire.Reset, isOfAll: true),
        SiloWire.Cut(),
        SiloWire.OneWay(),
        SiloWire.Between(),
        SiloWire.Lossy(),
    ];
}
