using UserRep.Protocol.V1;

namespace UserRep.Client;

/// <summary>Events as they go over the wire.</summary>
internal static class EventMessages
{
    public static Event Of(UserEvent e)
    {
        Event message = new() { EventId = e.EventId ?? string.Empty, UserId = e.UserId ?? string.Empty, Type = e.Type ?? string.Empty };
        if (e.ItemId is { } item)
        {
            message.ItemId = item;
        }

        if (e.Timestamp is { } timestamp)
        {
            message.TimestampMs = timestamp.ToUnixTimeMilliseconds();
        }

        if (e.Value is { } value)
        {
            message.Value = value;
        }

        foreach ((string name, string? text) in e.Attributes ?? new Dictionary<string, string?>())
        {
            Protocol.V1.Attribute attribute = new() { Name = name };
            if (text is not null)
            {
                attribute.Value = text;
            }

            message.Attributes.Add(attribute);
        }

        return message;
    }
}
