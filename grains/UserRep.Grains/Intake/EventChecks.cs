using System.Globalization;
using UserRep.EventLog.Events;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Intake;

/// <summary>Turns what was sent into what is logged, or says everything that is wrong with it. Pure.</summary>
internal sealed class EventChecks(ServingPlan plan, IntakeOptions options, long nowMs)
{
    private const int MaxEventId = 128;
    private const int MaxItemId = 256;
    private const int MaxType = 64;
    private const int MaxAttributes = 64;
    private const int MaxAttributeLength = 256;

    private readonly List<EventMistake> _mistakes = [];

    /// <exception cref="EventsRejectedException">Some events are wrong; all mistakes are named.</exception>
    public NewEvent[] Check(IReadOnlyList<IncomingEvent> events)
    {
        if (events.Count == 0 || events.Count > options.MaxEvents)
        {
            throw new EventsRejectedException([new EventMistake(0, "events", $"There are {events.Count} events.", $"Send 1 to {options.MaxEvents} in a request.")]);
        }

        NewEvent[] checkedEvents = [.. events.Select((e, i) => Check(i, e ?? new IncomingEvent()))];
        return _mistakes.Count == 0 ? checkedEvents : throw new EventsRejectedException(_mistakes);
    }

    private NewEvent Check(int index, IncomingEvent e)
    {
        Text(index, "eventId", e.EventId, MaxEventId, "Give every event an id of its own; the same id again is a duplicate.");
        Text(index, "userId", e.UserId, UserIds.MaxLength, "Name the user.");
        Type(index, e.Type);
        if (e.ItemId is { } item)
        {
            Text(index, "itemId", item, MaxItemId, "Leave it out if there is no item.");
        }

        return new NewEvent
        {
            EventId = e.EventId ?? string.Empty,
            UserId = e.UserId ?? string.Empty,
            Type = e.Type ?? string.Empty,
            ItemId = e.ItemId,
            TimestampMs = Timestamp(index, e.TimestampMs),
            ReceivedAtMs = nowMs,
            Value = Value(index, e.Value),
            Attributes = Attributes(index, e),
        };
    }

    private void Text(int index, string field, string? text, int most, string remedy)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Add(index, field, "It is missing or blank.", remedy);
        }
        else if (text.Length > most)
        {
            Add(index, field, $"It has {text.Length} characters.", $"{most} are the most.");
        }
        else if (text.Any(char.IsControl))
        {
            Add(index, field, "It has control characters.", "Leave them out.");
        }
        else if (!IsUnicode(text))
        {
            Add(index, field, "It is not valid Unicode.", "Send whole characters.");
        }
    }

    private static bool IsUnicode(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private void Type(int index, string? type)
    {
        Text(index, "type", type, MaxType, "Say what happened, such as \"listen\".");
        if (!string.IsNullOrEmpty(type) && plan.EventTypes.Count > 0 && !plan.EventTypes.Contains(type))
        {
            Add(index, "type", $"No served model knows the type \"{type}\".", $"Known types: {string.Join(", ", plan.EventTypes.Order(StringComparer.Ordinal))}.");
        }
    }

    private long Timestamp(int index, long? timestampMs)
    {
        if (timestampMs is not { } ms)
        {
            return nowMs;
        }

        if (ms > nowMs + options.MaxAhead.TotalMilliseconds)
        {
            Add(index, "timestamp", string.Create(CultureInfo.InvariantCulture, $"It is {(ms - nowMs) / 1e3:N0} s ahead of the service's clock."), $"At most {options.MaxAhead.TotalMinutes:0.#} minutes ahead; send milliseconds since 1970 UTC or ISO 8601.");
        }
        else if (ms < 0)
        {
            Add(index, "timestamp", $"{ms} is before 1970.", "Send milliseconds since 1970 UTC or ISO 8601.");
        }

        return ms;
    }

    private float Value(int index, double? value)
    {
        float number = (float)(value ?? 1);
        if (!float.IsFinite(number))
        {
            Add(index, "value", string.Create(CultureInfo.InvariantCulture, $"{value} is not a finite number that fits 32 bits."), "Send a number, or leave it out for 1.");
        }

        return number;
    }

    private IReadOnlyDictionary<string, string?>? Attributes(int index, IncomingEvent e)
    {
        if (e.Attributes is not { Count: > 0 } attributes)
        {
            return null;
        }

        if (plan.ProfileTypes.Count > 0 && e.Type is { } type && !plan.ProfileTypes.Contains(type))
        {
            Add(index, "attributes", $"An event of type \"{type}\" cannot carry attributes.", $"Send them in an event of type {string.Join(" or ", plan.ProfileTypes)}.");
        }

        if (attributes.Count > MaxAttributes)
        {
            Add(index, "attributes", $"There are {attributes.Count} of them.", $"{MaxAttributes} are the most.");
        }

        foreach ((string name, string? value) in attributes.Where(a => a.Key.Length is 0 or > MaxAttributeLength || a.Value?.Length > MaxAttributeLength || !IsUnicode(a.Key) || !IsUnicode(a.Value ?? string.Empty)))
        {
            Add(index, $"attributes.{name[..Math.Min(name.Length, MaxType)]}", "The name is missing, or it or the value is too long or not valid Unicode.", $"{MaxAttributeLength} characters are the most.");
        }

        return attributes;
    }

    private void Add(int index, string field, string problem, string remedy) => _mistakes.Add(new EventMistake(index, field, problem, remedy));
}
