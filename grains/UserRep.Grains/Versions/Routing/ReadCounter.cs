namespace UserRep.Grains.Versions.Routing;

/// <summary>How often a version was read on this silo, and when last.</summary>
internal sealed class ReadCounter
{
    private long _vectors;
    private long _lastMs;

    public long Vectors => Volatile.Read(ref _vectors);

    /// <summary>Gets when it was last read, in milliseconds since 1970 UTC; 0 for never.</summary>
    public long LastMs => Volatile.Read(ref _lastMs);

    public void Add(int vectors, long nowMs)
    {
        Interlocked.Add(ref _vectors, vectors);
        if (Volatile.Read(ref _lastMs) < nowMs)
        {
            Volatile.Write(ref _lastMs, nowMs);
        }
    }
}
