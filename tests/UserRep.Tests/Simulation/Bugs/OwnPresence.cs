using UserRep.Grains.Partitions;
using UserRep.Tests.Simulation.Cluster;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>Asks no other silo who is in memory.</summary>
internal sealed class OwnPresence(bool isMended, SimulatedSilo silo, IUserPresence right) : IUserPresence
{
    public bool HasRoom => right.HasRoom;

    public Task<IReadOnlySet<string>> AmongAsync(IReadOnlyCollection<string> userIds) =>
        isMended ? right.AmongAsync(userIds) : Task.FromResult<IReadOnlySet<string>>(userIds.Where(silo.Table.Has).ToHashSet());

    public void PassedOver(string userId, long position) => right.PassedOver(userId, position);
}
