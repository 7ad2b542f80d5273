using System.Globalization;
using System.Text;
using System.Text.Json;
using UserRep.Grains.Intake;
using UserRep.Silo.Json;
using UserRep.Silo.Problems;

namespace UserRep.Silo.Events;

/// <summary>Reads events from JSON, and says of each field that cannot be read which one it is.</summary>
internal sealed class EventBody(int maxEvents)
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly string[] _fields = ["eventId", "userId", "type", "itemId", "timestamp", "value", "attributes"];

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
            Mistake("event", $"It is a {Word(e)}.", "Send an object.");
            _events.Add(new IncomingEvent());
            return;
        }

        foreach (JsonProperty unknown in e.EnumerateObject().Where(p => !_fields.Contains(p.Name)))
        {
            Mistake(unknown.Name, "There is no such field.", $"There are: {string.Join(", ", _fields)}.");
        }

        _events.Add(new IncomingEvent
        {
            EventId = Text("eventId"),
            UserId = Text("userId"),
            Type = Text("type"),
            ItemId = Text("itemId"),
            TimestampMs = Timestamp(),
            Value = Number(),
            Attributes = Attributes(),
        });

        void Mistake(string field, string problem, string remedy) => _mistakes.Add(new EventMistake(index, field, problem, remedy));

        string? Text(string field)
        {
            if (!e.TryGetProperty(field, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            if (value.ValueKind == JsonValueKind.String)
            {
                return Read(field, value);
            }

            Mistake(field, $"It is a {Word(value)}: {Short(value)}.", "Send a text in quotes.");
            return "?";
        }

        string? Read(string field, JsonElement value)
        {
            try
            {
                return value.GetString();
            }
            catch (InvalidOperationException)
            {
                Mistake(field, "It is not valid Unicode.", "Send whole characters.");
                return "?";
            }
        }

        long? Timestamp()
        {
            if (!e.TryGetProperty("timestamp", out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            if ((value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long ms)) || (value.ValueKind == JsonValueKind.String && Moments.TryRead(Read("timestamp", value)!, out ms)))
            {
                return ms;
            }

            Mistake("timestamp", $"{Short(value)} is no moment.", "Send milliseconds since 1970 UTC, or ISO 8601 such as \"2026-01-31T12:00:00Z\".");
            return null;
        }

        double? Number()
        {
            if (!e.TryGetProperty("value", out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number))
            {
                return number;
            }

            Mistake("value", $"{Short(value)} is no number.", "Send a number, or leave it out for 1.");
            return null;
        }

        Dictionary<string, string?>? Attributes()
        {
            if (!e.TryGetProperty("attributes", out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            if (value.ValueKind != JsonValueKind.Object)
            {
                Mistake("attributes", $"It is a {Word(value)}.", "Send an object of names and texts.");
                return null;
            }

            Dictionary<string, string?> attributes = new(StringComparer.Ordinal);
            foreach (JsonProperty attribute in value.EnumerateObject())
            {
                if (attribute.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                {
                    Mistake($"attributes.{attribute.Name}", $"It is a {Word(attribute.Value)}.", "Send a text, a number or null.");
                }

                attributes[attribute.Name] = attribute.Value.ValueKind switch
                {
                    JsonValueKind.Null => null,
                    JsonValueKind.String => Read($"attributes.{attribute.Name}", attribute.Value),
                    _ => attribute.Value.GetRawText(),
                };
            }

            return attributes;
        }
    }

    private static string Word(JsonElement value) => value.ValueKind.ToString().ToLower(CultureInfo.InvariantCulture);

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 40 } text ? text[..40] + "…" : value.GetRawText();
}
