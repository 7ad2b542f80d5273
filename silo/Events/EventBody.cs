using System.Text;
using System.Text.Json;
using UserRep.Grains.Intake;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Events;

/// <summary>Reads events from JSON, and notes of each field that cannot be read which one it is.</summary>
internal sealed class EventBody(int maxEvents)
{
    private readonly List<IncomingEvent> _events = [];
    private readonly List<EventMistake> _mistakes = [];
    private readonly HashSet<int> _unreadable = [];

    /// <summary>Reads <c>{"events":[…]}</c>.</summary>
    public static async Task<SentEvents> ReadAsync(Stream body, int maxEvents, CancellationToken cancellation)
    {
        using JsonDocument document = await ParseAsync(body, cancellation);
        if (EventsOf(document.RootElement) is not { } events)
        {
            throw new BadRequestException("events: it is missing or no array. Send {\"events\": [{\"eventId\": …, \"userId\": …, \"type\": …}]}.");
        }

        EventBody reader = new(maxEvents);
        foreach (JsonElement e in events.EnumerateArray())
        {
            reader.Add(e, "event");
        }

        return reader.Sent();
    }

    /// <summary>Reads one event a line.</summary>
    public static async Task<SentEvents> ReadLinesAsync(Stream body, int maxEvents, CancellationToken cancellation)
    {
        EventBody reader = new(maxEvents);

        // Byte for byte, so that a line that is not UTF-8 is one mistake among others.
        using StreamReader lines = new(body, Encoding.Latin1, detectEncodingFromByteOrderMarks: false);
        for (int number = 1; await lines.ReadLineAsync(cancellation) is { } line; number++)
        {
            byte[] bytes = Encoding.Latin1.GetBytes(line);
            reader.AddLine(number == 1 && bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsMemory(Encoding.UTF8.Preamble.Length) : bytes, number);
        }

        return reader.Sent();
    }

    /// <summary>The events; null if there are none, or a name beside them is not valid Unicode, so that nobody can say whether it is that one.</summary>
    private static JsonElement? EventsOf(JsonElement body)
    {
        try
        {
            return body.ValueKind == JsonValueKind.Object && body.TryGetProperty("events", out JsonElement events) && events.ValueKind == JsonValueKind.Array ? events : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task<JsonDocument> ParseAsync(Stream body, CancellationToken cancellation)
    {
        try
        {
            return await JsonDocument.ParseAsync(body, default, cancellation);
        }
        catch (JsonException error)
        {
            throw new BadRequestException($"The body is not JSON: {error.Message} Send application/json, or application/x-ndjson with an event a line.");
        }
    }

    private void AddLine(ReadOnlyMemory<byte> line, int number)
    {
        if (line.Span.Trim(" \t"u8).IsEmpty)
        {
            return;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            Add(document.RootElement, $"line {number}");
        }
        catch (JsonException error)
        {
            AddUnreadable($"line {number}", $"It is not JSON: {error.Message}", "Send one event as a JSON object a line.");
        }
    }

    private void Add(JsonElement e, string where)
    {
        if (e.ValueKind != JsonValueKind.Object)
        {
            AddUnreadable(where, $"It is a {EventFields.Word(e)}.", "Send an object.");
            return;
        }

        try
        {
            AddEvent(Read(new EventFields(e, _events.Count, _mistakes)));
        }
        catch (InvalidOperationException)
        {
            // Half a character, or bytes that are none, are found only when the text is asked for.
            AddUnreadable(where, "A name or a text in it is not valid Unicode.", "Send whole characters, as UTF-8.");
        }
    }

    private static IncomingEvent Read(EventFields fields)
    {
        fields.RefuseUnknown();
        return new IncomingEvent
        {
            EventId = fields.Text("eventId"),
            UserId = fields.Text("userId"),
            Type = fields.Text("type"),
            ItemId = fields.Text("itemId"),
            TimestampMs = fields.Timestamp(),
            Value = fields.Number(),
            Attributes = fields.Attributes(),
        };
    }

    private void AddUnreadable(string where, string problem, string remedy)
    {
        _mistakes.Add(new EventMistake(_events.Count, where, problem, remedy));
        _unreadable.Add(_events.Count);
        AddEvent(new IncomingEvent());
    }

    private void AddEvent(IncomingEvent e)
    {
        if (_events.Count == maxEvents)
        {
            throw new TooLargeException($"There are more than {maxEvents} events. Send at most {maxEvents} in a request.");
        }

        _events.Add(e);
    }

    private SentEvents Sent() => new(_events, _mistakes, _unreadable);
}
