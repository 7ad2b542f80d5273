using System.Globalization;
using Orleans.Runtime.Placement;
using UserRep.EventLog.Partitions;
using UserRep.Grains.Users;

namespace UserRep.Grains.Placement;

/// <summary>Puts users on the silo that runs their partition, so that events reach them by a call inside of it.</summary>
internal sealed class PartitionPlacementDirector(PartitionOwners owners, PartitionMap partitions) : IPlacementDirector
{
    private static readonly GrainType _user = GrainType.Create(UserGrain.Type);

    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        SiloAddress[] silos = context.GetCompatibleSilos(target);
        string key = target.GrainIdentity.Key.ToString()!;
        int partition = target.GrainIdentity.Type == _user ? partitions.PartitionOf(key) : int.Parse(key, CultureInfo.InvariantCulture);
        return Task.FromResult(owners.OwnerAmong(partition, silos));
    }
}
