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
            all.Where(e => e.Event is not null).GroupBy(e => e.Event!.UserId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal),
            [.. (await LogChecker.CheckAsync(log)).Select(wrong => $"I3: {wrong}")]);
    }

    public IReadOnlyList<LogEvent> Of(string user) => Users.TryGetValue(user, out LogEvent[]? events) ? events : [];
}
