using UserRep.EventLog.Events;
using UserRep.Grains.Embeddings;
using UserRep.Grains.Versions;
using UserRep.Tests.Simulation.Clients;
using UserRep.Tests.Simulation.Cluster;
using UserRep.Tests.Simulation.Scheduling;

namespace UserRep.Tests.Simulation.Checking;

/// <summary>I6: looks again and again, without asking anybody, whether everything has caught up with the log.</summary>
internal sealed class Settling(SimulationWorld world, SiloKeeper keeper)
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(500);

    public bool IsDone { get; private set; }

    /// <summary>Gets what is behind.</summary>
    public string Missing { get; private set; } = "nothing was looked at";

    public void Begin() => new Turns(world.Scheduler, new Machine(), "settling").Start(async () =>
    {
        while (Find() is { } missing)
        {
            Missing = missing;
            await Task.Delay(_interval, world.Time);
        }

        IsDone = true;
    });

    private string? Find() => keeper.AreAllUp ? Plans() ?? Pumps() ?? Users() : "a silo is not up";

    private string? Plans()
    {
        long revision = world.Catalogues.Disk.State.Revision;
        return world.Map.Silos.Find(s => s.Plans.Plan.Revision != revision || !s.Lease.IsHeld) is { } behind ? $"{behind.Name} serves {behind.Plans.Plan.Revision} of {revision}" : null;
    }

    private string? Pumps()
    {
        foreach (PartitionHead head in world.Engine.Disk.Heads())
        {
            PumpActivation? pump = world.Map.HomeOf(head.Partition, null).Pumps.GetValueOrDefault(head.Partition);
            if (pump is not { HasBegun: true } || pump.Pump.Completed < head.Offset || pump.Pump.Parked > 0)
            {
                return $"partition {head.Partition} is at {pump?.Pump.Completed} of {head.Offset}, {pump?.Pump.Parked} parked";
            }
        }

        return null;
    }

    private string? Users()
    {
        foreach ((string user, SimulatedSilo home) in world.Map.Users)
        {
            if (!home.Users.TryGetValue(user, out UserActivation? activation))
            {
                continue;
            }

            // Of who has nothing loaded the log is read first.
            long position = world.Engine.Disk.Users.GetValueOrDefault(user)?.Offsets.LastOrDefault() ?? 0;
            if (activation.User.Position is { } known && known != position && !WasErasedElsewhere(user, home, known))
            {
                return $"{user} on {home.Name} has a state of {known} of {position}";
            }

            foreach (ServedVersion version in home.Plans.Plan.Versions.Where(v => v.Renewed.Has(user)))
            {
                // Where there is no vector whoever asks is sent to the user, who has it computed then.
                if (home.Table.TryFind(user, version.Version, out TableEntry entry) && entry.AsOfMs >= version.PlannedSinceMs && entry.Position != position
                    && !WasErasedElsewhere(user, home, entry.Position))
                {
                    return $"{user} on {home.Name} is at {entry.Position} of {position} in {version.Version}";
                }
            }
        }

        return null;
    }

    /// <summary>A silo that was given up erased the user as it knew them: nobody told the one where the user lives on, until the next event.</summary>
    private bool WasErasedElsewhere(string user, SimulatedSilo home, long position) =>
        world.History.ErasedThrough(user) >= position && world.Map.Erasers.Any(e => e.UserId == user && e.Silo != home);
}
