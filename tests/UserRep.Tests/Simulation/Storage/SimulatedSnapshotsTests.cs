using UserRep.EventLog.Snapshots;
using UserRep.Tests.EventLog.Snapshots;

namespace UserRep.Tests.Simulation.Storage;

/// <summary>The simulated snapshot store keeps the rules that the real stores keep.</summary>
public sealed class SimulatedSnapshotsTests : SnapshotStoreConformance
{
    private readonly CalmDatabase _database = new(seed: 1);
    private readonly SnapshotDisk _disk = new();

    private protected override Task<ISnapshotStore> OpenAsync() =>
        Task.FromResult<ISnapshotStore>(new CalmSnapshots(_database, new SimulatedSnapshots(_disk, _database.Connect())));
}
