using System.Data.Common;

namespace UserRep.EventLog.Events;

/// <summary>An event as the engines read it: partition, offset, prev, user, event id, type, item, timestamp, time of receipt, value, attributes.</summary>
internal static class LogEventRow
{
    private const int UserId = 3;
    private const int ItemId = 6;
    private const int Attributes = 10;

    public static LogEvent Read(DbDataReader row) => new()
    {
        Partition = row.GetInt32(0),
        Offset = row.GetInt64(1),
        Prev = row.GetInt64(2),
        Event = row.IsDBNull(UserId) ? null : Event(row),
    };

    private static NewEvent Event(DbDataReader row) => new()
    {
        UserId = row.GetString(UserId),
        EventId = row.GetString(4),
        Type = row.GetString(5),
        ItemId = row.IsDBNull(ItemId) ? null : row.GetString(ItemId),
        TimestampMs = row.GetInt64(7),
        ReceivedAtMs = row.GetInt64(8),
        Value = row.GetFloat(9),
        Attributes = EventAttributes.Read(row.IsDBNull(Attributes) ? null : row.GetString(Attributes)),
    };
}
