using UserRep.EventLog.Events;
using UserRep.EventLog.Pruning;
using UserRep.EventLog.Snapshots;

namespace UserRep.Tests.Simulation.Storage;

/// <summary>
/// The transactions of a log, by the rules of the real engines: the partitions' heads are held from before the first look to after the commit,
/// offsets are dense, links are looked up under the lock, ids are found again. Between any two steps others get their turn.
/// </summary>
/// <param name="disk">What is durable.</param>
/// <param name="pause">Lets others go on, or breaks the connection.</param>
/// <param name="observer">Sees what is committed.</param>
internal class LogEngine(LogDisk disk, Func<Task> pause, ILogObserver? observer = null)
{

    public LogDisk Disk { get; private set; } = disk;

    protected Func<Task> Pause => pause;

    protected HeadLocks Heads { get; } = new(disk.Partitions.Length);

    /// <summary>Goes on with another state of the log, such as an older copy.</summary>
    public virtual void Restore(LogDisk copy) => Disk = copy;

    public virtual async Task<IReadOnlyList<AppendResult>> AppendAsync(string appender, IReadOnlyList<NewEvent> events)
    {
        int[] touched = [.. events.Select(e => Disk.Map.PartitionOf(e.UserId)).Distinct().Order()];
        await Heads.TakeAsync(touched);
        try
        {
            await pause();
            LogDisk before = Disk;
            (AppendResult[] results, List<LogEvent> rows) = Place(appender, events);
            await pause();
            if (before == Disk)
            {
                Commit(appender, rows);
            }

            return results;
        }
        finally
        {
            Heads.Release(touched);
        }
    }

    public virtual async Task<long> EraseAsync(string userId)
    {
        int[] touched = [Disk.Map.PartitionOf(userId)];
        await Heads.TakeAsync(touched);
        try
        {
            await pause();
            return Erase(userId);
        }
        finally
        {
            Heads.Release(touched);
        }
    }

    /// <summary>Removes some users' events, of those that are the same as when they were listed.</summary>
    public virtual async Task<long> RemoveAsync(PruneRequest request, IReadOnlyList<CoveredUser> users)
    {
        await pause();
        long removed = 0;
        foreach (CoveredUser covered in users)
        {
            if (Disk.Users.TryGetValue(covered.User.UserId, out LogUser? user) && user.Key == covered.User.Key)
            {
                removed += Remove(user, e => e.Offset < covered.Position && e.Event!.ReceivedAtMs < request.ReceivedBeforeMs && !request.KeptTypes.Contains(e.Event.Type));
            }
        }

        return removed;
    }

    /// <summary>Per user, up to where the snapshots of all live feature spaces stand in for events.</summary>
    public virtual async Task<IReadOnlyDictionary<string, long>> CoverAsync(PruneRequest request, ISnapshotStore snapshots, IReadOnlyList<string> users)
    {
        Dictionary<string, long> covered = users.ToDictionary(u => u, _ => long.MaxValue, StringComparer.Ordinal);
        foreach (string space in request.LiveFeatureSpaces)
        {
            IReadOnlyList<Snapshot> stored = await snapshots.ReadAsync(space, users, CancellationToken.None);
            foreach (string user in users)
            {
                covered[user] = Math.Min(covered[user], stored.FirstOrDefault(s => s.UserId == user && Covers(s))?.Position ?? 0);
            }
        }

        return covered;
    }

    /// <summary>Gives every new event its place; what is there already keeps its own.</summary>
    protected (AppendResult[] Results, List<LogEvent> Rows) Place(string appender, IReadOnlyList<NewEvent> events)
    {
        AppendResult[] results = new AppendResult[events.Count];
        List<LogEvent> rows = [];
        for (int i = 0; i < results.Length; i++)
        {
            NewEvent e = events[i];
            ArgumentException.ThrowIfNullOrEmpty(e.Type);
            int partition = Disk.Map.PartitionOf(e.UserId);
            LogEvent? own = rows.FindLast(r => r.Event!.UserId == e.UserId);
            LogEvent? same = rows.Find(r => r.Event!.UserId == e.UserId && r.Event.EventId == e.EventId);
            if ((same is null ? FirstOf(e) : (same.Offset, same.Prev)) is var (offset, prev))
            {
                results[i] = new AppendResult(partition, offset, prev, IsDuplicate: true);
                continue;
            }

            LogEvent row = new() { Partition = partition, Offset = NextOffset(partition, rows), Prev = own?.Offset ?? LastOf(appender, e.UserId), Event = e };
            rows.Add(row);
            results[i] = new AppendResult(partition, row.Offset, row.Prev, IsDuplicate: false);
        }

        return (results, rows);
    }

    protected virtual bool Covers(Snapshot snapshot) => snapshot.Epoch == Disk.Epoch;

    /// <summary>Where an event of the same id is.</summary>
    protected virtual (long Offset, long Prev)? FirstOf(NewEvent e) =>
        Disk.Users.TryGetValue(e.UserId, out LogUser? user) && user.Ids.TryGetValue(e.EventId, out (long, long) first) ? first : null;

    /// <summary>The offset of a user's last event.</summary>
    protected virtual long LastOf(string appender, string userId) => Disk.Users.TryGetValue(userId, out LogUser? user) && user.Offsets.Count > 0 ? user.Offsets[^1] : 0;

    protected virtual long NextOffset(int partition, List<LogEvent> rows) => Disk.Partitions[partition].Head + rows.Count(r => r.Partition == partition) + 1;

    protected virtual void Commit(string appender, List<LogEvent> rows)
    {
        foreach (LogEvent row in rows)
        {
            Disk.Write(row);
            observer?.Committed(row);
        }
    }

    protected virtual long Erase(string userId)
    {
        if (!Disk.Users.Remove(userId, out LogUser? user))
        {
            return 0;
        }

        observer?.Erased(user);
        foreach (long offset in user.Offsets)
        {
            Disk.Partitions[user.Partition].Set(offset, new LogEvent { Partition = user.Partition, Offset = offset, Prev = 0, Event = null });
        }

        return user.Offsets.Count;
    }

    protected long Remove(LogUser user, Func<LogEvent, bool> mayGo)
    {
        LogPartition partition = Disk.Partitions[user.Partition];
        long[] gone = [.. user.Offsets.Where(o => mayGo(partition.At(o)!))];
        foreach (long offset in gone)
        {
            user.Ids.Remove(partition.At(offset)!.Event!.EventId);
            partition.Set(offset, null);
            user.Offsets.Remove(offset);
            partition.PrunedUpTo = Math.Max(partition.PrunedUpTo, offset);
        }

        return gone.Length;
    }
}
