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
        new RollingUpgrade(),
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
        new EmbeddedPowerCut(isControl: false),
        new EmbeddedPowerCut(isControl: true),
        new DatabasePowerCut(isControl: false),
        new DatabasePowerCut(isControl: true),
        new SqliteDisk("sync-fails", DiskTrouble.Fails),
        new SqliteDisk("slow-disk", DiskTrouble.Crawls),
        new DatabaseDisk("sync-fails", DiskTrouble.Fails),
        new DatabaseDisk("slow-disk", DiskTrouble.Crawls),
        new DiskFull(isEmbedded: true),
        new DiskFull(isEmbedded: false),
        new CrashAt("append.before-commit"),
        new CrashAt("append.after-commit"),
        new CrashAt("stream.before-queue"),
        new CrashAt("snapshots.midway"),
        new CrashAt("versions.before-write", isOfSwitch: true),
        new CrashAt("versions.after-write", isOfSwitch: true),
        new CrashAt("in-force.before", isOfSwitch: true),
        new CommitOrder(isControl: false),
        new CommitOrder(isControl: true),
        new StreamChaos(),
        new Redelivery(),
        new PoisonData(),
        new HotUser(),
        new Herd(),
        new MemoryLimit(),
        new SlowProcessor(),
        new ClockStep(),
    ];
}
