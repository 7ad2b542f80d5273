using UserRep.EventLog.Events;

namespace UserRep.Grains.Users;

/// <summary>What is known of a user while no model is served: the log alone tells.</summary>
internal static class UserSummaries
{
    public static async Task<UserSummary> FromLogAsync(IEventLog log, string userId)
    {
        long count = 0;
        long position = 0;
        long first = long.MaxValue;
        long last = long.MinValue;
        await foreach (LogEvent e in log.EventsOfAsync(userId, CancellationToken.None))
        {
            first = Math.Min(first, e.Event!.TimestampMs);
            last = Math.Max(last, e.Event.TimestampMs);
            position = e.Offset;
            count++;
        }

        return new UserSummary(userId, count, count == 0 ? null : first, count == 0 ? null : last, position, 0, []);
    }
}
