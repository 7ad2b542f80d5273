using UserRep.EventLog.Events;

namespace UserRep.Tests.EventLog.Events;

/// <summary>What must hold of every log, whatever happened to it: dense offsets, links from each of a user's events to the one before, unique ids.</summary>
internal static class LogChecker
{
    private const int Page = 97;

    /// <returns>What is wrong; empty if nothing is.</returns>
    public static async Task<IReadOnlyList<string>> CheckAsync(IEventLog log, bool pruned = false)
    {
        List<string> wrong = [];
        foreach (PartitionHead head in await log.HeadsAsync(CancellationToken.None))
        {
            List<LogEvent> events = await ReadAllAsync(log, head.Partition);
            wrong.AddRange(Check(events, head, pruned));
            foreach (IGrouping<string, LogEvent> user in events.Where(e => e.Event is not null).GroupBy(e => e.Event!.UserId, StringComparer.Ordinal))
            {
                if (log.Partitions.PartitionOf(user.Key) != head.Partition)
                {
                    wrong.Add($"{user.Key} is in partition {head.Partition}.");
                }

                IReadOnlyList<LogEvent> own = await log.ReadUserAsync(user.Key, 0, int.MaxValue, CancellationToken.None);
                if (!own.Select(e => e.Offset).SequenceEqual(user.Select(e => e.Offset)))
                {
                    wrong.Add($"{user.Key} read alone has other events than in the partition.");
                }
            }
        }

        return wrong;
    }

    public static IEnumerable<string> Check(IReadOnlyList<LogEvent> events, PartitionHead head, bool pruned = false)
    {
        if (!pruned)
        {
            for (int i = 0; i < events.Count; i++)
            {
                if (events[i].Offset != i + 1)
                {
                    yield return $"Partition {head.Partition}: offset {events[i].Offset} follows {i}.";
                    break;
                }
            }

            if (events.Count != head.Offset)
            {
                yield return $"Partition {head.Partition} has {events.Count} events, its head says {head.Offset}.";
            }
        }

        Dictionary<string, long> last = new(StringComparer.Ordinal);
        HashSet<(string, string)> ids = [];
        foreach (LogEvent e in events.Where(e => e.Event is not null))
        {
            long prev = last.GetValueOrDefault(e.Event!.UserId);
            if (e.Prev != prev && !pruned)
            {
                yield return $"Partition {head.Partition}: {e.Offset} of {e.Event.UserId} links to {e.Prev}, not {prev}.";
            }

            last[e.Event.UserId] = e.Offset;
            if (!ids.Add((e.Event.UserId, e.Event.EventId)))
            {
                yield return $"Partition {head.Partition}: {e.Event.EventId} of {e.Event.UserId} is there twice.";
            }
        }
    }

    public static async Task<List<LogEvent>> ReadAllAsync(IEventLog log, int partition)
    {
        List<LogEvent> all = [];
        await ReadAllAsync(log, partition, all);
        return all;
    }

    /// <summary>As above; what was read before a failure is in the list.</summary>
    public static async Task ReadAllAsync(IEventLog log, int partition, List<LogEvent> all)
    {
        int before;
        do
        {
            before = all.Count;
            all.AddRange(await log.ReadPartitionAsync(partition, before == 0 ? 0 : all[^1].Offset, Page, CancellationToken.None));
        }
        while (all.Count > before);
    }
}
