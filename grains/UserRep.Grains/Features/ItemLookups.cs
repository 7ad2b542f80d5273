namespace UserRep.Grains.Features;

/// <summary>How many of the items that events named have a vector in a feature space, since this silo loaded it.</summary>
internal sealed class ItemLookups
{
    private long _known;
    private long _unknown;

    public long Known => Volatile.Read(ref _known);

    public long Unknown => Volatile.Read(ref _unknown);

    public void Count(bool isKnown) => Interlocked.Increment(ref isKnown ? ref _known : ref _unknown);
}
