using System.Text;
using System.Text.Json;
using UserRep.Grains.Intake;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Events;

/// <summary>Reads events from JSON, and says of each field that cannot be read which one it is.</summary>
internal sealed class EventBody(int maxEvents)
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly List<EventMistake> _mistakes = [];
    private readonly List<IncomingEvent> _events = [];

    /// <summary>Reads <c>{"events":[…]}</c>.</summary>
    public static async Task<IReadOnlyList<IncomingEvent>> ReadAsync(Stream body, int maxEvents, CancellationToken cancellation)
    {
        using JsonDocument document = await ParseAsync(body, cancellation);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("events", out JsonElement events) || events.ValueKind != JsonValueKind.Array)
        {
            throw new BadRequestException("events: it is missing or no array. Send {\"events\": [{\"eventId\": …, \"userId\": …, \"type\": …}]}.");
        }

        EventBody reader = new(maxEvents);
        foreach (JsonElement e in events.EnumerateArray())
        {
            try
            {
                reader.Add(e);
            }
            catch (InvalidOperationException)
            {
                reader._mistakes.Add(new EventMistake(reader._events.Count, "event", "A name or a text in it is not valid Unicode.", "Send whole characters."));
                reader._events.Add(new IncomingEvent());
            }
        }

        return reader.Finish();
    }

    /// <summary>Reads one event a line.</summary>
    public static async Task<IReadOnlyList<IncomingEvent>> ReadLinesAsync(Stream body, int maxEvents, CancellationToken cancellation)
    {
        EventBody reader = new(maxEvents);
        using StreamReader lines = new(body, _utf8);
        for (int number = 1; await LineAsync(lines, number, cancellation) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                using JsonDocument document = JsonDocument.Parse(line);
                reader.Add(document.RootElement);
            }
            catch (Exception error) when (IsUnreadable(error))
            {
                reader._mistakes.Add(new EventMistake(reader._events.Count, $"line {number}", $"It is not JSON: {error.Message}", "Send one event as a JSON object a line."));
                reader._events.Add(new IncomingEvent());
            }
        }

        return reader.Finish();
    }

    private static async Task<string?> LineAsync(StreamReader lines, int number, CancellationToken cancellation)
    {
        try
        {
            return await lines.ReadLineAsync(cancellation);
        }
        catch (DecoderFallbackException)
        {
            throw new BadRequestException($"Line {number} or one after it is not UTF-8. Send UTF-8.");
        }
    }

    /// <summary>Half a character, spelled with an escape, is found only when the text is asked for.</summary>
    private static bool IsUnreadable(Exception error) => error is JsonException or InvalidOperationException;

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

    private List<IncomingEvent> Finish() => _mistakes.Count == 0 ? _events : throw new EventsRejectedException(_mistakes);

    private void Add(JsonElement e)
    {
        if (_events.Count == maxEvents)
        {
            throw new TooLargeException($"There are more than {maxEvents} events. Send at most {maxEvents} in a request.");
        }

        int index = _events.Count;
        if (e.ValueKind != JsonValueKind.Object)
        {
            _mistakes.Add(new EventMistake(index, "event", $"It is a {EventFields.Word(e)}.", "Send an object."));
            _events.Add(new IncomingEvent());
            return;
        }

        EventFields fields = new(e, index, _mistakes);
        fields.RefuseUnknown();
        _events.Add(new IncomingEvent
        {
            EventId = fields.Text("eventId"),
            UserId = fields.Text("userId"),
            Type = fields.Text("type"),
            ItemId = fields.Text("itemId"),
            TimestampMs = fields.Timestamp(),
            Value = fields.Number(),
            Attributes = fields.Attributes(),
        });
    }
}
