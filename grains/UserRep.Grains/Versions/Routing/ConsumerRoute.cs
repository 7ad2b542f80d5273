namespace UserRep.Grains.Versions.Routing;

/// <summary>Where a consumer's reads go on this silo, and who counts them.</summary>
/// <param name="Canary">The version for users in the canary; null if the consumer gets none.</param>
/// <param name="Share">The users in the canary.</param>
/// <param name="Stable">The version for all others; null if the consumer accepts none of those there are.</param>
/// <param name="CanaryReads">Counts reads of the canary.</param>
/// <param name="StableReads">Counts the others.</param>
/// <param name="Split">Counts how reads were split between the two; null if the consumer gets no canary.</param>
internal sealed record ConsumerRoute(
    ServedVersion? Canary, UserShare Share, ServedVersion? Stable, ReadCounter? CanaryReads, ReadCounter? StableReads, SplitCounter? Split)
{
    public bool IsCanary(string userId) => Canary is not null && Share.Has(userId);
}
