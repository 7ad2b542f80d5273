using UserRep.EventLog.Events;
using UserRep.Grains.Partitions;

namespace UserRep.Tests.Simulation.Cluster;

/// <summary>Asks all silos that a silo knows of who is in memory. One that does not answer may have anybody.</summary>
internal sealed class SimulatedPresence(SimulationWorld world, SimulatedSilo silo) : IUserPresence
{
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
