using UserRep.EventLog.Events;
using UserRep.Grains.Partitions;

namespace UserRep.Tests.Simulation.Cluster;

/// <summary>Asks all silos that a silo knows of who is in memory. One that does not answer may have anybody.</summary>
internal sealed class SimulatedPresence(SimulationWorld world, SimulatedSilo silo) : IUserPresence
{
    private int _fullFor;

    /// <summary>Gets a value indicating whether there is room; now and then, for some questions, there is none.</summary>
    public bool HasRoom
    {
        get
        {
            if (_fullFor == 0 && world.Faults.Strike(0.01))
            {
                _fullFor = 2 + world.Faults.Random.Next(10);
            }

            _fullFor = Math.Max(0, _fullFor - 1);
            return _fullFor == 0;
        }
    }

    public async Task<IReadOnlySet<string>> AmongAsync(IReadOnlyCollection<string> userIds)
    {
        SimulatedSilo[] asked = silo.IsExpelled ? [silo] : [.. world.Map.Members];
        HashSet<string> found = [];
        try
        {
            foreach (SimulatedSilo other in asked)
            {
                found.UnionWith(await world.Map.CallAsync(silo, other, () => Task.FromResult(userIds.Where(other.Table.Has).ToArray())));
            }
        }
        catch (Exception error) when (error is EventLogException or TimeoutException)
        {
            return userIds.ToHashSet();
        }

        return found;
    }

    public void PassedOver(string userId, long position) => world.Say($"{silo.Name}: {userId} is nowhere, {position} is left to the log");
}
