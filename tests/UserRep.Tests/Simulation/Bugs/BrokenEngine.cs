using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;
using UserRep.Tests.Simulation.Storage;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>A log whose transactions break one rule.</summary>
internal sealed class BrokenEngine(LogMistake mistake, LogDisk disk, Func<Task> pause, ILogObserver observer) : LogEngine(disk, pause, observer)
{
    private const int UserLocks = 64;

    private readonly HeadLocks _users = new(UserLocks);
    private readonly Dictionary<int, long> _sequences = [];
    private readonly Dictionary<(string Appender, string User), long> _remembered = [];

    public override Task<IReadOnlyList<AppendResult>> AppendAsync(string appender, IReadOnlyList<NewEvent> events) => mistake switch
    {
        LogMistake.AcknowledgesBeforeCommit => AcknowledgeAsync(appender, events),
        LogMistake.TakesOffsetsFromSequence => AppendInAnyOrderAsync(appender, events),
        _ => base.AppendAsync(appender, events),
    };

    public override async Task<long> EraseAsync(string userId)
    {
        long erased = await base.EraseAsync(userId);
        foreach ((string, string) key in _remembered.Keys.Where(k => k.User == userId).ToArray())
        {
            _remembered.Remove(key);
        }

        return erased;
    }

    public override async Task<IReadOnlyDictionary<string, long>> CoverAsync(PruneRequest request, ISnapshotStore snapshots, IReadOnlyList<string> users) => mistake switch
    {
        LogMistake.PrunesByAgeOnly => users.ToDictionary(u => u, _ => long.MaxValue),
        LogMistake.PrunesWhatOneSpaceCovers => await base.CoverAsync(request with { LiveFeatureSpaces = [request.LiveFeatureSpaces[0]] }, snapshots, users),
        _ => await base.CoverAsync(request, snapshots, users),
    };

    protected override bool Covers(Snapshot snapshot) => mistake == LogMistake.PrunesByOtherEpochs || base.Covers(snapshot);

    protected override (long Offset, long Prev)? FirstOf(NewEvent e) => mistake == LogMistake.KnowsNoIds ? null : base.FirstOf(e);

    protected override long LastOf(string appender, string userId) =>
        mistake == LogMistake.KeepsLinksItRemembers && _remembered.TryGetValue((appender, userId), out long last) ? last : base.LastOf(appender, userId);

    protected override long NextOffset(int partition, List<LogEvent> rows)
    {
        if (mistake != LogMistake.TakesOffsetsFromSequence)
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
        }
    }

    protected override long Erase(string userId)
    {
        LogUser? user = Disk.Users.GetValueOrDefault(userId);
        long erased = base.Erase(userId);
        if (user is not null && mistake == LogMistake.LeavesNoTombstones)
        {
            user.Offsets.ForEach(offset => Disk.Partitions[user.Partition].Set(offset, null));
        }

        if (user is not null && mistake == LogMistake.UsesOffsetsAgain)
        {
            List<LogEvent?> rows = Disk.Partitions[user.Partition].Rows;
            rows.RemoveRange(rows.FindLastIndex(r => r?.Event is not null) + 1, rows.Count - rows.FindLastIndex(r => r?.Event is not null) - 1);
        }

        return erased;
    }

    private async Task<IReadOnlyList<AppendResult>> AcknowledgeAsync(string appender, IReadOnlyList<NewEvent> events)
    {
        int[] touched = [.. events.Select(e => Disk.Map.PartitionOf(e.UserId)).Distinct().Order()];
        await Heads.TakeAsync(touched);
        (AppendResult[] results, List<LogEvent> rows) = Place(appender, events);
        _ = CommitLaterAsync();
        return results;

        async Task CommitLaterAsync()
        {
            try
            {
                await Pause();
                Commit(appender, rows);
            }
            finally
            {
                Heads.Release(touched);
            }
        }
    }

    /// <summary>Of one user still one after the other, but partitions are held by nobody.</summary>
    private async Task<IReadOnlyList<AppendResult>> AppendInAnyOrderAsync(string appender, IReadOnlyList<NewEvent> events)
    {
        int[] touched = [.. events.Select(e => new UserRep.EventLog.Partitions.PartitionMap(UserLocks).PartitionOf(e.UserId)).Distinct().Order()];
        await _users.TakeAsync(touched);
        try
        {
            (AppendResult[] results, List<LogEvent> rows) = Place(appender, events);
            await Pause();
            Commit(appender, rows);
            return results;
        }
        finally
        {
            _users.Release(touched);
        }
    }
}
