namespace UserRep.Grains.Silos;

/// <summary>The silos of the cluster but this one, as those that may have users in memory.</summary>
internal interface IOtherSilos
{
    /// <summary>Gets those of them where users may be in memory.</summary>
    IEnumerable<SiloAddress> OthersWithUsers { get; }

    /// <summary>Asks one of them which of some users it has in memory.</summary>
    /// <returns>Whether it has each of them; null if it does not answer in time, or cannot.</returns>
    Task<bool[]?> TryHasAsync(SiloAddress silo, string[] userIds, TimeSpan patience);
}
