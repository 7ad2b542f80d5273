using System.Data.Common;
using System.Text.Json;

namespace UserRep.EventLog.Events;

/// <summary>An event as the engines read it: partition, offset, prev, user, event id, type, item, timestamp, time of receipt, value, attributes.</summary>
internal static class LogEventRow
{
    private const int UserId = 3;
    private const int ItemId = 6;
    private const int Value = 9;
    private const int Attributes = 10;

    public static LogEvent Read(DbDataReader row)
    {
        string? damage = null;
        return new()
        {
            Partition = row.GetInt32(0),
            Offset = row.GetInt64(1),
            Prev = row.GetInt64(2),
            Event = row.IsDBNull(UserId) ? null : Event(row, out damage),
            Damage = damage,
        };
    }

    /// <summary>Offset, user, time of receipt.</summary>
    public static EventHeader ReadHeader(DbDataReader row) => row.IsDBNull(1) ? new EventHeader(row.GetInt64(0), null, 0) : new EventHeader(row.GetInt64(0), row.GetString(1), row.GetInt64(2));

    private static NewEvent Event(DbDataReader row, out string? damage)
    {
        NewEvent bare = new()
        {
            UserId = row.GetString(UserId),
            EventId = row.GetString(4),
            Type = string.Empty,
            TimestampMs = row.GetInt64(7),
            ReceivedAtMs = row.GetInt64(8),
        };
        float value = row.GetFloat(Value);
        damage = float.IsFinite(value) ? null : "value is no finite number";
        IReadOnlyDictionary<string, string?>? attributes = null;
        try
        {
            attributes = EventAttributes.Read(row.IsDBNull(Attributes) ? null : row.GetString(Attributes));
        }
        catch (JsonException)
        {
            // What the reader says of it may repeat a part of it.
            damage = "attributes is no JSON object of texts";
        }

        return damage is not null ? bare : bare with
        {
            Type = row.GetString(5),
            ItemId = row.IsDBNull(ItemId) ? null : row.GetString(ItemId),
            Value = value,
            Attributes = attributes,
        };
    }
}
