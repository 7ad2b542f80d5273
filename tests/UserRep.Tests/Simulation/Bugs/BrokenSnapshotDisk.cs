using UserRep.EventLog.Snapshots;
using UserRep.Tests.Simulation.Storage;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>A store that takes whatever comes last.</summary>
internal sealed class BrokenSnapshotDisk(Action<Snapshot, Snapshot?> stored) : SnapshotDisk(stored)
{
    protected override bool TakesPlace(Snapshot snapshot, Snapshot known) => true;
}
