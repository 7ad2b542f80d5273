using System.Text.Json;

namespace UserRep.Model.Features;

/// <summary>One JSON object while a spec is read: collects a mistake and goes on, where a serializer would stop at the first.</summary>
internal readonly struct SpecNode
{
    private readonly JsonElement _element;
    private readonly string _path;
    private readonly List<string> _errors;

    public SpecNode(JsonElement element, string path, List<string> errors, params ReadOnlySpan<string> known)
    {
        _element = element;
        _path = path;
        _errors = errors;
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add($"{(path.Length == 0 ? "spec" : path)}: {Describe(element)} where an object is needed");
            return;
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                errors.Add($"{At(property.Name)}: not a known field; known are {string.Join(", ", known.ToArray())}");
            }
            else if (!seen.Add(property.Name))
            {
                errors.Add($"{At(property.Name)}: given more than once; keep one");
            }
        }
    }

    public string RequiredText(string name) => Text(name) ?? Missing(name, string.Empty);

    public string RequiredOneOf(string name, params ReadOnlySpan<string> choices)
    {
        if (Find(name) is not { } value)
        {
            return Missing(name, string.Empty);
        }

        return value.ValueKind == JsonValueKind.String && choices.Contains(value.GetString()!)
            ? value.GetString()!
            : Wrong(name, value, $"one of '{string.Join("', '", choices.ToArray())}'", string.Empty);
    }

    public string? Text(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString()! : Wrong(name, value, "a text", (string?)string.Empty);
    }

    public float Number(string name, float otherwise)
    {
        if (Find(name) is not { } value)
        {
            return otherwise;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out float number)
            ? number
            : Wrong(name, value, "a number", otherwise);
    }

    public int RequiredInteger(string name)
    {
        if (Find(name) is not { } value)
        {
            return Missing(name, 1);
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number
            : Wrong(name, value, "a whole number", 1);
    }

    public IReadOnlyList<T>? Items<T>(string name, Func<JsonElement, string, List<string>, T> read)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return Wrong(name, value, "a list", (IReadOnlyList<T>?)null);
        }

        string path = At(name);
        List<string> errors = _errors;
        return [.. value.EnumerateArray().Select((item, i) => read(item, $"{path}[{i}]", errors))];
    }

    public IReadOnlyList<T> RequiredItems<T>(string name, Func<JsonElement, string, List<string>, T> read) =>
        Items(name, read) ?? (Find(name) is null ? Missing<IReadOnlyList<T>>(name, []) : []);

    public static string TextItem(JsonElement element, string path, List<string> errors)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return element.GetString()!;
        }

        errors.Add($"{path}: {Describe(element)} where a text is needed");
        return string.Empty;
    }

    private static string Describe(JsonElement element)
    {
        string text = element.GetRawText();
        return text.Length <= 40 ? text : $"{text.AsSpan(0, 40)}...";
    }

    private JsonElement? Find(string name) =>
        _element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    private string At(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    private T Missing<T>(string name, T otherwise)
    {
        if (_element.ValueKind == JsonValueKind.Object)
        {
            _errors.Add($"{At(name)}: missing");
        }

        return otherwise;
    }

    private T Wrong<T>(string name, JsonElement found, string needed, T otherwise)
    {
        _errors.Add($"{At(name)}: {Describe(found)} where {needed} is needed");
        return otherwise;
    }
}
