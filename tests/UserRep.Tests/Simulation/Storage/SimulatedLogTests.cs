using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Snapshots;
using UserRep.Tests.EventLog.Events;

namespace UserRep.Tests.Simulation.Storage;

/// <summary>The simulated log keeps the rules that the real engines keep, three processes at once.</summary>
public sealed class SimulatedLogTests : EventLogConformance
{
    private readonly CalmDatabase _database = new(seed: 1);
    private IEventLog[] _others = [];
    private LogEngine? _engine;
    private readonly SnapshotDisk _snapshots = new();

    private protected override IReadOnlyList<IEventLog> Appenders => [Log, .. _others];

    private protected override Task<IEventLog> OpenAsync(int partitions)
    {
        _engine ??= new LogEngine(new LogDisk(partitions), () => Connection.PauseAsync(_database.Faults));
        PartitionMap.RequireSame("The simulated log", _engine.Disk.Partitions.Length, partitions);
        _others = [Open("second"), Open("third")];
        return Task.FromResult<IEventLog>(Open("first"));
    }

    private protected override Task<ISnapshotStore> OpenSnapshotsAsync() =>
        Task.FromResult<ISnapshotStore>(new CalmSnapshots(_database, new SimulatedSnapshots(_snapshots, _database.Connect())));

    private CalmLog Open(string appender) => new(_database, new SimulatedLog(appender, _engine!, _database.Connect()));
}
