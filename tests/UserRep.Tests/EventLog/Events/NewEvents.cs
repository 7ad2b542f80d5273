using System.Globalization;
using UserRep.EventLog.Events;

namespace UserRep.Tests.EventLog.Events;

/// <summary>Events to append.</summary>
internal static class NewEvents
{
    public const long StartMs = 1_700_000_000_000;

    public static NewEvent Of(string user, string id, string type = "listen") => new()
    {
        EventId = id,
        UserId = user,
        Type = type,
        ItemId = "track-" + id,
        TimestampMs = StartMs + id.Length,
        ReceivedAtMs = StartMs + 1_000,
        Value = 0.5f,
        Attributes = type == "profile" ? new Dictionary<string, string?> { ["country"] = "SE", ["age"] = null } : null,
    };

    public static NewEvent[] Many(string user, int count, string prefix = "e") =>
        [.. Enumerable.Range(0, count).Select(i => Of(user, prefix + i.ToString(CultureInfo.InvariantCulture)))];
}
