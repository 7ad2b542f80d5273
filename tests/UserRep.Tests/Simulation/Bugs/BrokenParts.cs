using Microsoft.Extensions.Logging.Abstractions;
using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Partitions;
using UserRep.Grains.Users;
using UserRep.Grains.Versions.Routing;
using UserRep.Tests.Simulation.Cluster;
using UserRep.Tests.Simulation.Storage;
using UserRep.Tests.Simulation.Versions;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>A simulation of which one part is another than it should be.</summary>
internal sealed class BrokenParts : Parts
{
    public Func<LogDisk, Func<Task>, ILogObserver, LogEngine>? OfEngine { get; init; }

    public Func<Action<Snapshot, Snapshot?>, SnapshotDisk>? OfSnapshots { get; init; }

    public Func<string, UserRuntime, ISimulatedUser>? OfUser { get; init; }

    public Func<IEventLog, ISnapshotStore, (IEventLog Log, ISnapshotStore Snapshots)>? OfLoader { get; init; }

    public Func<SimulatedSilo, SimulatedState, TimeProvider, Func<int>, Catalogue>? OfCatalogue { get; init; }

    public Func<PartitionPump, long>? OfCheckpoint { get; init; }

    public Func<SimulationWorld, SimulatedSilo, IUserPresence>? OfPresence { get; init; }

    public bool RenewsFromAnswer { get; init; }

    public bool HasPumpWithoutGapCheck { get; init; }

    public bool IsFollowingOnce { get; init; }

    public override bool FollowsOnce => IsFollowingOnce;

    public override LogEngine Engine(LogDisk disk, Func<Task> pause, ILogObserver observer) => OfEngine?.Invoke(disk, pause, observer) ?? base.Engine(disk, pause, observer);

    public override SnapshotDisk Snapshots(Action<Snapshot, Snapshot?> stored) => OfSnapshots?.Invoke(stored) ?? base.Snapshots(stored);

    public override ISimulatedUser User(string userId, UserRuntime runtime) => OfUser?.Invoke(userId, runtime) ?? base.User(userId, runtime);

    public override UserLoader Loader(IEventLog log, ISnapshotStore snapshots) =>
        OfLoader?.Invoke(log, snapshots) is var (seen, stored) ? new UserLoader(seen, stored, new OwnReads(seen, stored), new DamagedEvents(NullLogger<DamagedEvents>.Instance), NullLogger<UserLoader>.Instance) : base.Loader(log, snapshots);

    public override Catalogue Catalogue(SimulatedSilo home, SimulatedState state, TimeProvider time, Func<int> members) =>
        OfCatalogue?.Invoke(home, state, time, members) ?? base.Catalogue(home, state, time, members);

    public override IUserPresence Presence(SimulationWorld world, SimulatedSilo silo) => OfPresence?.Invoke(world, silo) ?? base.Presence(world, silo);

    public override void Renew(PlanLease lease, long askedAt, long answeredAt) => lease.Renew(RenewsFromAnswer ? answeredAt : askedAt);

    public override Task DeliverAsync(PartitionPump pump, IReadOnlyList<LogEvent> events)
    {
        if (HasPumpWithoutGapCheck && events[0].Offset > pump.HandedOut)
        {
            // To a pump that has handed out everything up to there, there is no gap.
            pump.StartAfter(events[0].Offset - 1);
        }

        return base.DeliverAsync(pump, events);
    }

    public override long Checkpoint(PartitionPump pump) => OfCheckpoint?.Invoke(pump) ?? base.Checkpoint(pump);
}
