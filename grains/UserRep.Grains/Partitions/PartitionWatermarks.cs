namespace UserRep.Grains.Partitions;

/// <summary>How far this silo knows the partitions to be behind the log.</summary>
internal sealed class PartitionWatermarks(int partitions, TimeProvider time)
{
    /// <summary>Longer than this behind, and vectors of the partition are called stale.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private readonly long[] _behindSince = new long[partitions];
    private readonly PartitionProgress?[] _progress = new PartitionProgress?[partitions];
    private readonly long[] _targets = new long[partitions];
    private readonly long[] _heads = new long[partitions];
    private long _lookedAt = time.GetTimestamp();
    private int _behind;
    private volatile bool _isLookingLate;

    public int Partitions => partitions;

    /// <summary>Gets a value indicating whether every partition has answered once.</summary>
    public bool AllAlive => Array.TrueForAll(_progress, p => p is not null);

    public PartitionProgress? ProgressOf(int partition) => Volatile.Read(ref _progress[partition]);

    /// <summary>Where the log was when a partition was last asked.</summary>
    public long HeadOf(int partition) => Volatile.Read(ref _heads[partition]);

    /// <summary>How many events of a partition are not yet in their users' states, nor left to the log, for all that is known here.</summary>
    public long LagOf(int partition) => Math.Max(0, HeadOf(partition) - (ProgressOf(partition)?.Completed ?? 0));

    /// <summary>Takes note that it has been read where the log is.</summary>
    public void ReportLook()
    {
        Volatile.Write(ref _lookedAt, time.GetTimestamp());
        _isLookingLate = false;
    }

    /// <summary>Looks how long ago that was: to be called now and then, much more often than <see cref="Tolerance"/>.</summary>
    /// <returns>Whether it was longer ago than that, so that nothing is known of any partition.</returns>
    public bool CheckLook()
    {
        // Early: it says no more than that whoever asks has to look at the clock.
        _isLookingLate = IsBlindFor(Tolerance / 2);
        return IsBlindFor(Tolerance);
    }

    /// <summary>Takes a partition's answer; <paramref name="head"/> is where the log was when it was asked.</summary>
    public void Report(int partition, long head, PartitionProgress progress)
    {
        Volatile.Write(ref _progress[partition], progress);
        Note(partition, head, progress.Completed);
    }

    /// <summary>Takes note that a partition has not answered while the log was at <paramref name="head"/>.</summary>
    public void ReportSilence(int partition, long head) => Note(partition, head, ProgressOf(partition)?.Completed ?? 0);

    /// <summary>Gets a value indicating whether some partition may be behind: while none is, nobody need ask which one a user is in.</summary>
    public bool IsAnyBehind => Volatile.Read(ref _behind) > 0 || _isLookingLate;

    public bool IsBehind(int partition) => IsBehindFor(partition, Tolerance);

    /// <summary>Whether some partition has not got within so long where the log was. Events are always on their way: a moment says nothing.</summary>
    public bool IsAnyBehindFor(TimeSpan span)
    {
        for (int partition = 0; IsAnyBehind && partition < partitions; partition++)
        {
            if (IsBehindFor(partition, span))
            {
                return true;
            }
        }

        return false;
    }

    private void Note(int partition, long head, long completed)
    {
        Volatile.Write(ref _heads[partition], head);
        if (completed >= head)
        {
            if (Interlocked.Exchange(ref _behindSince[partition], 0) != 0)
            {
                Interlocked.Decrement(ref _behind);
            }
        }
        else if (Volatile.Read(ref _behindSince[partition]) == 0 || completed >= _targets[partition])
        {
            // Behind, but past where it was behind before: it moves, and the wait starts anew.
            _targets[partition] = head;
            if (Interlocked.Exchange(ref _behindSince[partition], Math.Max(1, time.GetTimestamp())) == 0)
            {
                Interlocked.Increment(ref _behind);
            }
        }
    }

    /// <summary>How far a partition is behind a log that is not seen nobody knows: it is taken to be.</summary>
    private bool IsBehindFor(int partition, TimeSpan span) =>
        (Volatile.Read(ref _behindSince[partition]) is var since && since != 0 && time.GetElapsedTime(since) > span) || IsBlindFor(span);

    private bool IsBlindFor(TimeSpan span) => time.GetElapsedTime(Volatile.Read(ref _lookedAt)) > span;
}
