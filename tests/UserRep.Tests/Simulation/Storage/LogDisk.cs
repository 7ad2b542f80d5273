using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;

namespace UserRep.Tests.Simulation.Storage;

/// <summary>What of a log is durable. Whoever changes it changes it in one step: that is the commit.</summary>
internal sealed class LogDisk
{
    private long _lastKey;

    public LogDisk(int partitions)
        : this(new PartitionMap(partitions), [.. Enumerable.Range(0, partitions).Select(_ => new LogPartition())])
    {
    }

    private LogDisk(PartitionMap map, LogPartition[] partitions) => (Map, Partitions) = (map, partitions);

    public PartitionMap Map { get; }

    public LogPartition[] Partitions { get; }

    public long Epoch { get; set; } = 1;

    public Dictionary<string, LogUser> Users { get; private init; } = new(StringComparer.Ordinal);

    public LogUser UserOf(string userId)
    {
        if (!Users.TryGetValue(userId, out LogUser? user))
        {
            Users.Add(userId, user = new LogUser(++_lastKey, userId, Map.PartitionOf(userId)));
        }

        return user;
    }

    public void Write(LogEvent row)
    {
        LogUser user = UserOf(row.Event!.UserId);
        Partitions[row.Partition].Set(row.Offset, row);
        user.Offsets.Add(row.Offset);
        user.Offsets.Sort();
        user.Ids.TryAdd(row.Event.EventId, (row.Offset, row.Prev));
    }

    public IReadOnlyList<LogEvent> OfPartition(int partition, long afterOffset, int limit)
    {
        List<LogEvent> read = [];
        LogPartition rows = Partitions[partition];
        for (long offset = afterOffset + 1; offset <= rows.Head && read.Count < limit; offset++)
        {
            if (rows.At(offset) is { } row)
            {
                read.Add(row);
            }
        }

        return read;
    }

    public IReadOnlyList<LogEvent> OfUser(string userId, long afterOffset, int limit) => Users.TryGetValue(userId, out LogUser? user)
        ? [.. user.Offsets.Where(o => o > afterOffset).Take(limit).Select(o => Partitions[user.Partition].At(o)!)]
        : [];

    public bool Contains(string userId, long offset) => Users.TryGetValue(userId, out LogUser? user) && user.Offsets.Contains(offset);

    public IReadOnlyList<PartitionHead> Heads() => [.. Partitions.Select((p, i) => new PartitionHead(i, p.Head, p.PrunedUpTo))];

    public LogDisk Copy() => new(Map, [.. Partitions.Select(p => p.Copy())])
    {
        Epoch = Epoch,
        Users = Users.ToDictionary(u => u.Key, u => u.Value.Copy(), StringComparer.Ordinal),
        _lastKey = _lastKey,
    };
}
