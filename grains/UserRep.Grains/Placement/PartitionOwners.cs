using UserRep.EventLog.Partitions;

namespace UserRep.Grains.Placement;

/// <summary>Which silo has which partition, and with it the partition's users, by the members that this silo knows of.</summary>
internal sealed class PartitionOwners(IClusterMembershipService membership, ILocalSiloDetails local, PartitionMap partitions)
{
    private volatile View _view = new(MembershipVersion.MinValue, [], []);

    /// <summary>Gets this silo.</summary>
    public SiloAddress Local => local.SiloAddress;

    /// <summary>Gets how many silos share the partitions.</summary>
    public int Silos => Current().Silos.Length;

    /// <summary>The silo of a user.</summary>
    public SiloAddress OwnerOf(string userId) => OwnerOf(partitions.PartitionOf(userId));

    /// <summary>The silo of a partition; this one while there is none.</summary>
    public SiloAddress OwnerOf(int partition) => Current() is { Silos.Length: > 0 } view ? view.Owners[partition] : Local;

    /// <summary>Whether a user should live here.</summary>
    public bool IsHere(string userId) => IsHere(partitions.PartitionOf(userId));

    /// <summary>Whether a partition should run here.</summary>
    public bool IsHere(int partition) => OwnerOf(partition).Equals(Local);

    /// <summary>The owner if there were only these silos.</summary>
    public SiloAddress OwnerAmong(int partition, SiloAddress[] silos)
    {
        View view = Current();
        return view.Silos.Length == silos.Length && silos.All(view.Silos.Contains) ? view.Owners[partition] : Owners(silos)[partition];
    }

    private View Current()
    {
        ClusterMembershipSnapshot snapshot = membership.CurrentSnapshot;
        View view = _view;
        if (view.Version != snapshot.Version)
        {
            SiloAddress[] silos = [.. snapshot.Members.Values.Where(m => m.Status == SiloStatus.Active).Select(m => m.SiloAddress)];
            _view = view = new View(snapshot.Version, silos, silos.Length == 0 ? [] : Owners(silos));
        }

        return view;
    }

    /// <summary>By their places alone: a silo that was started anew gets what it had.</summary>
    private SiloAddress[] Owners(SiloAddress[] silos)
    {
        // Where two are at one place, the older one is on its way out.
        SiloAddress[] places = [.. silos.GroupBy(s => s.Endpoint).Select(g => g.MaxBy(s => s.Generation)!)];
        int[] owners = PartitionShares.Assign(partitions.Partitions, [.. places.Select(s => s.Endpoint.ToString())]);
        return Array.ConvertAll(owners, owner => places[owner]);
    }

    private sealed record View(MembershipVersion Version, SiloAddress[] Silos, SiloAddress[] Owners);
}
