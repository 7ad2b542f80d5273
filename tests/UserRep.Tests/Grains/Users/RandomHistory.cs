using System.Globalization;
using UserRep.EventLog.Events;

namespace UserRep.Tests.Grains.Users;

/// <summary>Random events of a user as the log would have them: linked, in offset order, with gaps that other users fill.</summary>
internal static class RandomHistory
{
    private const long StartMs = 1_700_000_000_000;

    public static List<LogEvent> Of(Random random, IReadOnlyList<string> items, int count, string user = "ann")
    {
        List<LogEvent> events = [];
        long offset = 0;
        long prev = 0;
        long timeMs = StartMs;
        for (int i = 0; i < count; i++)
        {
            offset += 1 + random.Next(4);
            timeMs += random.Next(10) == 0 ? -random.Next(3_600_000) : random.Next(86_400_000);
            string type = random.Next(8) switch { 0 => "profile", 1 => "onboard", 2 => "like", 3 => "a-type-of-tomorrow", _ => "listen" };
            events.Add(new LogEvent
            {
                Partition = 0,
                Offset = offset,
                Prev = prev,
                Event = new NewEvent
                {
                    EventId = i.ToString(CultureInfo.InvariantCulture),
                    UserId = user,
                    Type = type,
                    ItemId = random.Next(9) switch { 0 => null, 1 => "nobody-knows-it", _ => items[random.Next(items.Count)] },
                    TimestampMs = timeMs,
                    ReceivedAtMs = timeMs,
                    Value = random.Next(3) == 0 ? 0.5f : 1f,
                    Attributes = type == "profile" ? new Dictionary<string, string?> { ["country"] = random.Next(2) == 0 ? "SE" : null } : null,
                },
            });
            prev = offset;
        }

        return events;
    }
}
