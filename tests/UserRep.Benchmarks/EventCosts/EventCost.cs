namespace UserRep.Benchmarks.EventCosts;

/// <summary>What an event costs the service, on the average of many.</summary>
/// <param name="before">Before these events.</param>
/// <param name="after">After them.</param>
/// <param name="events">How many they are.</param>
internal sealed class EventCost(ServiceReading before, ServiceReading after, int events)
{
    private readonly IReadOnlyDictionary<ThreadWork, TimeSpan> _spent = after.Threads.Since(before.Threads, after.ProcessorTime - before.ProcessorTime);
    private readonly WalUse _log = after.Log.Less(before.Log);
    private readonly WalUse _snapshots = after.Snapshots.Less(before.Snapshots);

    /// <summary>Gets the processor time, in microseconds.</summary>
    public double Microseconds => (after.ProcessorTime - before.ProcessorTime).TotalMicroseconds / events;

    public double AllocatedBytes => (after.Allocated - before.Allocated) / events;

    public double Vectors => (after.Vectors - before.Vectors) / events;

    /// <summary>Gets how many vectors a run of the model computes.</summary>
    public double VectorsPerRun => (after.Vectors - before.Vectors) / (after.Runs - before.Runs);

    public double WrittenBytes => (after.Written - before.Written) / events;

    public double LogStoredBytes => _log.StoredBytes / events;

    public double LogWalBytes => _log.LogBytes / events;

    public double SnapshotWalBytes => _snapshots.LogBytes / events;

    /// <summary>Gets how many events are synced to disk at once.</summary>
    public double EventsPerCommit => events / _log.Commits;

    /// <summary>What was written of one tree of the log's file to its write-ahead log.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="treeOf">Which one a page is of.</param>
    public double LogWalBytesOf(LogTree tree, Func<uint, LogTree> treeOf)
    {
        double all = 0;
        double own = 0;
        foreach ((uint page, long written) in after.LogPages)
        {
            long since = written - before.LogPages.GetValueOrDefault(page);
            all += since;
            own += treeOf(page) == tree ? since : 0;
        }

        return all > 0 ? LogWalBytes * own / all : 0;
    }

    public double MicrosecondsOf(ThreadWork work) => _spent[work].TotalMicroseconds / events;
}
