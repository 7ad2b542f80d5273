using UserRep.EventLog.Events;
using UserRep.Tests.EventLog.Events;

namespace UserRep.ClusterTests.Faults.Checks;

/// <summary>All that is in a log, by user.</summary>
/// <param name="Users">Each user's events in their order.</param>
/// <param name="Wrong">What is wrong with the log itself.</param>
internal sealed record Logged(IReadOnlyDictionary<string, LogEvent[]> Users, IReadOnlyList<string> Wrong)
{
    public static async Task<Logged> ReadAsync(IEventLog log)
    {
        List<LogEvent> all = [];
        foreach (PartitionHead head in await log.HeadsAsync(CancellationToken.None))
        {
            all.AddRange(await LogChecker.ReadAllAsync(log, head.Partition));
        }

        return new Logged(
            ByUser(all),
            [.. (await LogChecker.CheckAsync(log)).Select(wrong => $"I3: {wrong}")]);
    }

    /// <summary>What can still be read of a log that may be damaged, and which partitions cannot be read to their end.</summary>
    public static async Task<Logged> OfDamagedAsync(IEventLog log)
    {
        List<LogEvent> all = [];
        List<string> wrong = [];
        foreach (PartitionHead head in await log.HeadsAsync(CancellationToken.None))
        {
            List<LogEvent> there = [];
            try
            {
                await LogChecker.ReadAllAsync(log, head.Partition, there);
            }
            catch (EventLogException error) when (!error.IsTransient)
            {
                wrong.Add($"I3: partition {head.Partition} cannot be read beyond {there.Count} events");
            }

            all.AddRange(there);
        }

        return new Logged(ByUser(all), wrong);
    }

    public IReadOnlyList<LogEvent> Of(string user) => Users.TryGetValue(user, out LogEvent[]? events) ? events : [];

    private static Dictionary<string, LogEvent[]> ByUser(IEnumerable<LogEvent> events) =>
        events.Where(e => e.Event is not null).GroupBy(e => e.Event!.UserId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
}
