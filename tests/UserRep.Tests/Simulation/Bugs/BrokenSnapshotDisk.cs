using UserRep.EventLog.Snapshots;
using UserRep.Tests.Simulation.Storage;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>A store that takes whatever comes last; mended, it does not.</summary>
internal sealed class BrokenSnapshotDisk(bool isMended, Action<Snapshot, Snapshot?> stored) : SnapshotDisk(stored)
{
    protected override bool TakesPlace(Snapshot snapshot, Snapshot known) => !isMended || base.TakesPlace(snapshot, known);
}
