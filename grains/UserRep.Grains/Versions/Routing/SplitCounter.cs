namespace UserRep.Grains.Versions.Routing;

/// <summary>How the plan split the reads that could get a canary: what the share was meant to be is known, this is what it came to.</summary>
internal sealed class SplitCounter
{
    private long _routed;
    private long _inCanary;

    /// <summary>Gets the vectors that consumers who accept the canary asked for.</summary>
    public long Routed => Volatile.Read(ref _routed);

    /// <summary>Gets those of them that the canary was to answer.</summary>
    public long InCanary => Volatile.Read(ref _inCanary);

    public void Add(int routed, int inCanary)
    {
        Interlocked.Add(ref _routed, routed);
        Interlocked.Add(ref _inCanary, inCanary);
    }
}
