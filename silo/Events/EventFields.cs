using System.Globalization;
using System.Text.Json;
using UserRep.Grains.Intake;
using UserRep.Silo.Json;

namespace UserRep.Silo.Events;

/// <summary>Reads the fields of one event; what cannot be read is added to the mistakes.</summary>
internal readonly struct EventFields(JsonElement e, int index, List<EventMistake> mistakes)
{
    private static readonly string[] _names = ["eventId", "userId", "type", "itemId", "timestamp", "value", "attributes"];

    public static string Word(JsonElement value) => value.ValueKind.ToString().ToLower(CultureInfo.InvariantCulture);

    public void RefuseUnknown()
    {
        foreach (JsonProperty unknown in e.EnumerateObject().Where(p => !_names.Contains(p.Name)))
        {
            Mistake(unknown.Name, "There is no such field.", $"There are: {string.Join(", ", _names)}.");
        }
    }

    public string? Text(string field)
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
        return null;
    }

    public long? Timestamp()
    {
        if (!e.TryGetProperty("timestamp", out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long ms))
        {
            return ms;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            if (Read("timestamp", value) is not { } text)
            {
                return null;
            }

            if (Moments.TryRead(text, out ms))
            {
                return ms;
            }
        }

        Mistake("timestamp", $"{Short(value)} is no moment.", "Send milliseconds since 1970 UTC, or ISO 8601 such as \"2026-01-31T12:00:00Z\".");
        return null;
    }

    public double? Number()
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

    public Dictionary<string, string?>? Attributes()
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

    private void Mistake(string field, string problem, string remedy) => mistakes.Add(new EventMistake(index, field, problem, remedy));

    private string? Read(string field, JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            Mistake(field, "It is not valid Unicode.", "Send whole characters, as UTF-8.");
            return null;
        }
    }

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 40 } text ? text[..40] + "…" : value.GetRawText();
}
