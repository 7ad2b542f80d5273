using Microsoft.Extensions.Logging.Abstractions;
using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Grains.Partitions;
using UserRep.Grains.Users;
using UserRep.Grains.Versions.Routing;
using UserRep.Tests.Simulation.Storage;
using UserRep.Tests.Simulation.Versions;

namespace UserRep.Tests.Simulation.Cluster;

/// <summary>What a simulation is made of. Here it is all as it should be; a planted bug is another choice of one part.</summary>
internal class Parts
{
    public static Parts Right { get; } = new();

    public virtual LogEngine Engine(LogDisk disk, Func<Task> pause, ILogObserver observer) => new(disk, pause, observer);

    public virtual SnapshotDisk Snapshots(Action<Snapshot, Snapshot?> stored) => new(stored);

    public virtual ISimulatedUser User(string userId, UserRuntime runtime) => new RealUser(new LiveUser(userId, runtime));

    public virtual UserLoader Loader(IEventLog log, ISnapshotStore snapshots) => new(log, snapshots, new OwnReads(log, snapshots), new DamagedEvents(NullLogger<DamagedEvents>.Instance), NullLogger<UserLoader>.Instance);

    public virtual IUserPresence Presence(SimulationWorld world, SimulatedSilo silo) => new SimulatedPresence(world, silo);

    public virtual Catalogue Catalogue(SimulatedSilo home, SimulatedState state, TimeProvider time, Func<int> members) => new(home, state, time, members);

    /// <summary>Gets a value indicating whether a silo that has followed takes the plan it has for the newest.</summary>
    public virtual bool FollowsOnce => false;

    /// <summary>Renews a silo's lease.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="askedAt">When the catalogue was asked.</param>
    /// <param name="answeredAt">When it had answered.</param>
    public virtual void Renew(PlanLease lease, long askedAt, long answeredAt) => lease.Renew(askedAt);

    /// <summary>Hands a delivery to a pump.</summary>
    public virtual Task DeliverAsync(PartitionPump pump, IReadOnlyList<LogEvent> events) => pump.DeliverAsync(events, CancellationToken.None);

    /// <summary>What of a pump's progress is stored.</summary>
    public virtual long Checkpoint(PartitionPump pump) => pump.TakeCheckpoint();
}
