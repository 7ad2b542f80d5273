using UserRep.EventLog.Events;

namespace UserRep.Grains.Users;

[RegisterConverter]
internal sealed class LogEventConverter : IConverter<LogEvent, LogEventSurrogate>
{
    public LogEvent ConvertFromSurrogate(in LogEventSurrogate surrogate) => new()
    {
        Partition = surrogate.Partition,
        Offset = surrogate.Offset,
        Prev = surrogate.Prev,
        Event = surrogate.UserId is null ? null : new NewEvent
        {
            UserId = surrogate.UserId,
            EventId = surrogate.EventId,
            Type = surrogate.Type,
            ItemId = surrogate.ItemId,
            TimestampMs = surrogate.TimestampMs,
            ReceivedAtMs = surrogate.ReceivedAtMs,
            Value = surrogate.Value,
            Attributes = surrogate.Attributes is { } attributes ? new SortedDictionary<string, string?>(attributes, StringComparer.Ordinal) : null,
        },
        Trace = surrogate.Trace,
    };

    public LogEventSurrogate ConvertToSurrogate(in LogEvent value) => new()
    {
        Partition = value.Partition,
        Offset = value.Offset,
        Prev = value.Prev,
        UserId = value.Event?.UserId,
        EventId = value.Event?.EventId ?? string.Empty,
        Type = value.Event?.Type ?? string.Empty,
        ItemId = value.Event?.ItemId,
        TimestampMs = value.Event?.TimestampMs ?? 0,
        ReceivedAtMs = value.Event?.ReceivedAtMs ?? 0,
        Value = value.Event?.Value ?? 0,
        Attributes = value.Event?.Attributes?.ToDictionary(StringComparer.Ordinal),
        Trace = value.Trace,
    };
}
