using System.Globalization;

namespace UserRep.Silo.Hosting;

/// <summary>
/// What the heap may have of a container's memory. The runtime lets it have three quarters. Compiled code, models, SQLite and what the C library keeps
/// take 250 MiB beside it, and files are to have some as well: of 1 GiB a quarter is too little, and a silo full of users was killed.
/// </summary>
/// <param name="container">The container's memory, in bytes.</param>
internal sealed partial class HeapRoom(long container)
{
    private const long Beside = 384L << 20;
    private const string Limit = "GCHeapHardLimit";

    // Of what a process may have, the runtime takes so much for full, and lets the heap have so much.
    private const double HighLoad = 0.9;
    private const double DefaultShare = 0.75;

    /// <summary>How near the runtime's own limit is to what it is taken for: it works in whole bytes and pages.</summary>
    private const double Near = 0.01;

    /// <summary>Gets the container's memory, in bytes.</summary>
    public long Container => container;

    /// <summary>Gets what the heap may have, in bytes: not more than three quarters, and in a small container not less than half.</summary>
    public long Heap => container - Math.Max((long)((1 - DefaultShare) * container), Math.Min(container / 2, Beside));

    /// <summary>Tells a container from its runtime's limits.</summary>
    /// <param name="heapLimit">What the runtime lets the heap have, in bytes; 0 for no limit.</param>
    /// <param name="highMemory">From when on it takes the memory for full, in bytes.</param>
    /// <returns>Null outside of containers, and where somebody has set a limit.</returns>
    public static HeapRoom? Of(long heapLimit, long highMemory)
    {
        double memory = highMemory / HighLoad;
        return Math.Abs(heapLimit - (DefaultShare * memory)) < Near * memory ? new HeapRoom((long)memory) : null;
    }

    /// <summary>Limits the heap of this process. To be called before anything is in it.</summary>
    /// <returns>What it may have; null where the runtime's own limit, or one that somebody has set, is left.</returns>
    public static HeapRoom? Leave()
    {
        long limit = Convert.ToInt64(GC.GetConfigurationVariables()[Limit], CultureInfo.InvariantCulture);
        if (Of(limit, GC.GetGCMemoryInfo().HighMemoryLoadThresholdBytes) is not { } room || room.Heap > limit - (1L << 20))
        {
            return null;
        }

        AppContext.SetData(Limit, (ulong)room.Heap);
        try
        {
            GC.RefreshMemoryLimit();
            return room;
        }
        catch (InvalidOperationException)
        {
            // More is in use already.
            return null;
        }
    }

    public void Tell(ILogger logger) => Limited(logger, MiB(Heap), MiB(container));

    private static long MiB(long bytes) => (long)Math.Round(bytes / (double)(1L << 20));

    [LoggerMessage(2601, LogLevel.Information, "The heap may have {Heap} of the container's {Container} MiB; the rest is for compiled code, models and files.")]
    private static partial void Limited(ILogger logger, long heap, long container);
}
