using System.Text.Json;
using System.Text.RegularExpressions;

namespace UserRep.Silo.Access.Identities;

/// <summary>Reads the text of an identities file, and tells every mistake in it with its place.</summary>
/// <param name="apiKeys">Keys that are somebody's already.</param>
internal sealed partial class IdentitiesReader(IReadOnlyList<string> apiKeys)
{
    public const string Example = """{"identities": [{"name": "ranker-team", "keyHashes": ["sha256:…"], "scopes": ["embeddings:read"], "consumer": "ranker"}]}""";

    public const int MaxRequestsPerSecond = 1_000_000;
    public const long MinBodyBytes = 1_024;
    public const long MaxBodyBytes = 1L << 30;

    private const string NameForm = "Give a letter and up to 99 letters, digits, dots, hyphens or underscores, and not key-NUMBER, which the keys of the settings are called";

    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false };

    private readonly List<string> _mistakes = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _keys = apiKeys.Select(k => KeyHash.Of(k).ToString()).Distinct().ToDictionary(hash => hash, _ => "a key of UserRep:ApiKeys or UserRep:ApiKeysFile");

    public IReadOnlyList<string> Mistakes => _mistakes;

    /// <summary>Reads everybody; what comes of a text with mistakes is not to be used.</summary>
    public IReadOnlyList<Identity> Read(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, _strict);
            return Fields(document.RootElement, string.Empty, "identities") is { } fields ? [.. Items(fields, string.Empty, "identities", isNeeded: true).Select(One)] : [];
        }
        catch (JsonException error)
        {
            // Its own message may repeat what stands there.
            _mistakes.Add($"line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1} is not as JSON has it, or a name is given twice. Give {Example}.");
            return [];
        }
        catch (InvalidOperationException)
        {
            _mistakes.Add("a text in it is not whole: one half of a character, such as \\ud800, stands alone. Give whole characters.");
            return [];
        }
    }

    private Identity One(JsonElement element, int i)
    {
        string place = $"identities[{i}]";
        if (Fields(element, place, "name", "keyHashes", "scopes", "consumer", "requestsPerSecond", "maxBodyBytes") is not { } fields)
        {
            return new Identity(string.Empty, []);
        }

        return new Identity(Name(fields, place), [.. Items(fields, place, "scopes", isNeeded: false).Select((scope, n) => Scope(scope, $"{place}.scopes[{n}]"))])
        {
            Keys = [.. Items(fields, place, "keyHashes", isNeeded: true).Select((hash, n) => Key(hash, $"{place}.keyHashes[{n}]")).OfType<KeyHash>()],
            Consumer = fields.TryGetValue("consumer", out JsonElement consumer) ? Word(consumer, $"{place}.consumer", "Give the name of a consumer, or leave it out") : null,
            RequestsPerSecond = (int?)Number(fields, place, "requestsPerSecond", 1, MaxRequestsPerSecond),
            MaxBodyBytes = Number(fields, place, "maxBodyBytes", MinBodyBytes, MaxBodyBytes),
        };
    }

    private long? Number(Dictionary<string, JsonElement> fields, string place, string name, long least, long most)
    {
        if (!fields.TryGetValue(name, out JsonElement element))
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long number) && number >= least && number <= most)
        {
            return number;
        }

        _mistakes.Add($"{place}.{name} is {(element.ValueKind == JsonValueKind.Number ? element.GetRawText() : "no number")}. Give a whole number from {least} to {most}, or leave it out for what the settings say.");
        return null;
    }

    private string Name(Dictionary<string, JsonElement> fields, string place)
    {
        place += ".name";
        if (!fields.TryGetValue("name", out JsonElement element))
        {
            _mistakes.Add($"{place} is missing. {NameForm}.");
            return string.Empty;
        }

        string name = Word(element, place, NameForm) ?? string.Empty;
        if (name.Length > 0 && (!NameRule().IsMatch(name) || SettingsName().IsMatch(name)))
        {
            _mistakes.Add($"{place} is \"{name}\". {NameForm}.");
        }
        else if (name.Length > 0 && !_names.TryAdd(name, place))
        {
            _mistakes.Add($"{place} is \"{name}\", as {_names[name]} is. Give each its own; several keys of one identity are keyHashes of it.");
        }

        return name;
    }

    private string Scope(JsonElement element, string place)
    {
        string known = $"scopes are {string.Join(", ", Scopes.All)}. Give one of them";
        string? scope = Word(element, place, known);
        if (scope is not null && !Scopes.All.Contains(scope))
        {
            _mistakes.Add($"{place} is \"{scope}\"; {known}.");
        }

        return scope ?? string.Empty;
    }

    /// <summary>What stands in the place of a hash may be a key, and is not repeated.</summary>
    private KeyHash? Key(JsonElement element, string place)
    {
        if (element.ValueKind != JsonValueKind.String || KeyHash.Parse(element.GetString()!) is not { } hash)
        {
            _mistakes.Add($"{place} is no hash of a key. Give sha256: and 64 hexadecimal digits, as --new-key prints them.");
            return null;
        }

        if (!_keys.TryAdd(hash.ToString(), place))
        {
            _mistakes.Add($"{place} is of the same key as {_keys[hash.ToString()]}. Give each key to one identity.");
        }

        return hash;
    }

    private string? Word(JsonElement element, string place, string remedy)
    {
        if (element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 } word)
        {
            return word;
        }

        _mistakes.Add($"{place} is {(element.ValueKind == JsonValueKind.String ? "empty" : "no text")}. {remedy}.");
        return null;
    }

    private JsonElement[] Items(Dictionary<string, JsonElement> fields, string place, string name, bool isNeeded)
    {
        string full = place.Length == 0 ? name : $"{place}.{name}";
        if (!fields.TryGetValue(name, out JsonElement list) || list.ValueKind != JsonValueKind.Array)
        {
            _mistakes.Add($"{full} is {(list.ValueKind == JsonValueKind.Undefined ? "missing" : "no list")}. Give {Example}.");
            return [];
        }

        JsonElement[] items = [.. list.EnumerateArray()];
        if (isNeeded && items.Length == 0)
        {
            _mistakes.Add($"{full} is empty. Give one or more.");
        }

        return items;
    }

    /// <summary>What an object holds; null if it is none. What nobody knows in it is a mistake: it would be passed over without a word.</summary>
    private Dictionary<string, JsonElement>? Fields(JsonElement element, string place, params string[] known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            _mistakes.Add($"{(place.Length == 0 ? "the whole" : place)} is no object. Give {Example}.");
            return null;
        }

        Dictionary<string, JsonElement> fields = element.EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
        _mistakes.AddRange(fields.Keys.Except(known).Select(name => $"{(place.Length == 0 ? name : $"{place}.{name}")} is nothing that is known there. Give {string.Join(", ", known)}."));
        return fields;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9._-]{0,99}$")]
    private static partial Regex NameRule();

    [GeneratedRegex("^key-[0-9]+$")]
    private static partial Regex SettingsName();
}
