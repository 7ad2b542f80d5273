namespace UserRep.Grains.Reading;

/// <summary>What a vector is called.</summary>
internal static class FreshnessRule
{
    /// <param name="position">The position of the last event that is part of the vector; 0 for none.</param>
    /// <param name="known">The position of the last event that the user is known to have.</param>
    /// <param name="isPartitionBehind">Whether the user may have events that are not even known yet.</param>
    public static Freshness Of(long position, long known, bool isPartitionBehind) =>
        known > position ? Freshness.Stale
        : position == 0 ? Freshness.Cold
        : isPartitionBehind ? Freshness.Stale
        : Freshness.Fresh;
}
