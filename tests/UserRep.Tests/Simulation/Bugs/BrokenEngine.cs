using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Snapshots;
using UserRep.Tests.Simulation.Storage;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>A log whose transactions break one rule; mended, it goes the same ways and keeps it.</summary>
internal sealed class BrokenEngine(LogMistake mistake, bool isMended, LogDisk disk, Func<Task> pause, ILogObserver observer) : LogEngine(disk, pause, observer)
{
    private const int UserLocks = 64;

    private readonly HeadLocks _users = new(UserLocks);
    private readonly Dictionary<int, long> _sequences = [];
    private readonly Dictionary<(string Appender, string User), long> _remembered = [];
    private readonly Dictionary<(string Appender, int Partition), long> _wrote = [];

    private HeadLocks Held => Breaks(LogMistake.TakesOffsetsFromSequence) ? _users : Heads;

    public override void Restore(LogDisk copy)
    {
        base.Restore(copy);
        _remembered.Clear();
        _wrote.Clear();
        _sequences.Clear();
    }

    public override Task<IReadOnlyList<AppendResult>> AppendAsync(string appender, IReadOnlyList<NewEvent> events) => mistake switch
    {
        LogMistake.AcknowledgesBeforeCommit => AcknowledgeAsync(appender, events),
        LogMistake.TakesOffsetsFromSequence => AppendInAnyOrderAsync(appender, events),
        _ => base.AppendAsync(appender, events),
    };

    public override async Task<IReadOnlyDictionary<string, long>> CoverAsync(PruneRequest request, ISnapshotStore snapshots, IReadOnlyList<string> users) => mistake switch
    {
        _ when isMended => await base.CoverAsync(request, snapshots, users),
        LogMistake.PrunesByAgeOnly => users.ToDictionary(u => u, _ => long.MaxValue),
        LogMistake.PrunesWhatOneSpaceCovers => await base.CoverAsync(request with { LiveFeatureSpaces = [request.LiveFeatureSpaces[0]] }, snapshots, users),
        _ => await base.CoverAsync(request, snapshots, users),
    };

    protected override bool Covers(Snapshot snapshot) => Breaks(LogMistake.PrunesByOtherEpochs) || base.Covers(snapshot);

    protected override (long Offset, long Prev)? FirstOf(NewEvent e) => Breaks(LogMistake.KnowsNoIds) ? null : base.FirstOf(e);

    protected override long LastOf(string appender, string userId) =>
        mistake == LogMistake.KeepsLinksItRemembers && Remembers(appender, userId) && _remembered.TryGetValue((appender, userId), out long last) ? last : base.LastOf(appender, userId);

    protected override long NextOffset(int partition, List<LogEvent> rows)
    {
        if (!Breaks(LogMistake.TakesOffsetsFromSequence))
        {
            return base.NextOffset(partition, rows);
        }

        _sequences[partition] = Math.Max(_sequences.GetValueOrDefault(partition), Disk.Partitions[partition].Head) + 1;
        return _sequences[partition];
    }

    protected override void Commit(string appender, List<LogEvent> rows)
    {
        base.Commit(appender, rows);
        foreach (LogEvent row in rows)
        {
            _remembered[(appender, row.Event!.UserId)] = row.Offset;
            _wrote[(appender, row.Partition)] = row.Offset;
        }
    }

    protected override long Erase(string userId)
    {
        LogUser? user = Disk.Users.GetValueOrDefault(userId);
        long erased = base.Erase(userId);
        Forget(key => key.User == userId);
        if (user is not null && Breaks(LogMistake.LeavesNoTombstones))
        {
            user.Offsets.ForEach(offset => Disk.Partitions[user.Partition].Set(offset, null));
        }

        if (user is not null && Breaks(LogMistake.UsesOffsetsAgain))
        {
            List<LogEvent?> rows = Disk.Partitions[user.Partition].Rows;
            rows.RemoveRange(rows.FindLastIndex(r => r?.Event is not null) + 1, rows.Count - rows.FindLastIndex(r => r?.Event is not null) - 1);
        }

        return erased;
    }

    private bool Breaks(LogMistake rule) => mistake == rule && !isMended;

    /// <summary>Whether an appender's memory counts. Mended, all it remembers of a partition goes when somebody else has written there.</summary>
    private bool Remembers(string appender, string userId)
    {
        int partition = Disk.Map.PartitionOf(userId);
        if (!isMended || _wrote.GetValueOrDefault((appender, partition)) == Disk.Partitions[partition].Head)
        {
            return true;
        }

        Forget(key => key.Appender == appender && Disk.Map.PartitionOf(key.User) == partition);
        return false;
    }

    private void Forget(Func<(string Appender, string User), bool> which)
    {
        foreach ((string, string) key in _remembered.Keys.Where(which).ToArray())
        {
            _remembered.Remove(key);
        }
    }

    /// <summary>Mended, it answers after the commit.</summary>
    private async Task<IReadOnlyList<AppendResult>> AcknowledgeAsync(string appender, IReadOnlyList<NewEvent> events)
    {
        int[] touched = [.. events.Select(e => Disk.Map.PartitionOf(e.UserId)).Distinct().Order()];
        await Heads.TakeAsync(touched);
        LogDisk before = Disk;
        (AppendResult[] results, List<LogEvent> rows) = Place(appender, events);
        Task committing = CommitLaterAsync();
        await (isMended ? committing : Task.CompletedTask);
        return results;

        async Task CommitLaterAsync()
        {
            try
            {
                await Pause();
                if (before == Disk)
                {
                    Commit(appender, rows);
                }
            }
            finally
            {
                Heads.Release(touched);
            }
        }
    }

    /// <summary>Of one user still one after the other, but partitions are held by nobody; mended, they are.</summary>
    private async Task<IReadOnlyList<AppendResult>> AppendInAnyOrderAsync(string appender, IReadOnlyList<NewEvent> events)
    {
        PartitionMap map = isMended ? Disk.Map : new PartitionMap(UserLocks);
        int[] touched = [.. events.Select(e => map.PartitionOf(e.UserId)).Distinct().Order()];
        await Held.TakeAsync(touched);
        try
        {
            LogDisk before = Disk;
            (AppendResult[] results, List<LogEvent> rows) = Place(appender, events);
            await Pause();
            if (before == Disk)
            {
                Commit(appender, rows);
            }

            return results;
        }
        finally
        {
            Held.Release(touched);
        }
    }
}
