using System.Text;
using System.Text.Json;

namespace UserRep.Model.Features;

/// <summary>A spec as JSON, read and written.</summary>
internal static class FeatureSpecJson
{
    private static readonly JsonDocumentOptions ReadOptions = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static FeatureSpec Parse(string json)
    {
        List<string> unreadable = [];
        using JsonDocument document = Load(json);
        FeatureSpec spec = Read(document.RootElement, unreadable);
        List<string> unusable = [];
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            FeatureSpecValidator.Validate(spec, unusable);
        }

        // What could not be read stands in the spec as a placeholder: the validator's word on that place says nothing new.
        string[] said = [.. unreadable.Select(PathOf)];
        string[] errors = [.. unreadable, .. unusable.Where(error => !said.Any(path => IsWithin(path, PathOf(error))))];
        return errors.Length == 0 ? spec : throw new FeatureSpecException(errors);
    }

    /// <summary>The canonical form: every field in a fixed order, defaults written out. Its bytes are hashed into the feature space.</summary>
    public static string Write(FeatureSpec spec)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            WriteSpec(writer, spec);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static JsonDocument Load(string json)
    {
        try
        {
            return JsonDocument.Parse(json, ReadOptions);
        }
        catch (JsonException e)
        {
            throw new FeatureSpecException([$"not JSON: {e.Message}"]);
        }
    }

    private static string PathOf(string error) => error[..error.IndexOf(':', StringComparison.Ordinal)];

    private static bool IsWithin(string outer, string path) =>
        path.StartsWith(outer, StringComparison.Ordinal) && (path.Length == outer.Length || path[outer.Length] == '.');

    private static FeatureSpec Read(JsonElement element, List<string> errors)
    {
        try
        {
            return ReadSpec(element, errors);
        }
        catch (InvalidOperationException e)
        {
            throw new FeatureSpecException([$"not JSON: a text is not valid Unicode: {e.Message}"]);
        }
    }

    private static FeatureSpec ReadSpec(JsonElement element, List<string> errors)
    {
        SpecNode node = new(
            element, string.Empty, errors, "name", "modalities", "timeScales", "eventTypes", "onboardingEventType", "profileEventType", "profile", "counts", "shrinkage");
        return new FeatureSpec
        {
            Name = node.RequiredText("name"),
            Modalities = node.RequiredItems("modalities", ReadModality),
            TimeScales = node.Items("timeScales", ReadTimeScale) ?? FeatureSpec.DefaultTimeScales,
            EventTypes = node.RequiredItems("eventTypes", ReadEventType),
            OnboardingEventType = node.Text("onboardingEventType"),
            ProfileEventType = node.Text("profileEventType") ?? "profile",
            Profile = node.Items("profile", ReadAttribute) ?? [],
            Counts = node.Items("counts", SpecNode.TextItem),
            Shrinkage = node.Number("shrinkage", 4f),
        };
    }

    private static ModalitySpec ReadModality(JsonElement element, string path, List<string> errors)
    {
        SpecNode node = new(element, path, errors, "name", "dimension");
        return new ModalitySpec(node.RequiredText("name"), node.RequiredInteger("dimension"));
    }

    private static TimeScale ReadTimeScale(JsonElement element, string path, List<string> errors)
    {
        string text = SpecNode.TextItem(element, path, errors);
        if (!TimeScale.TryParse(text, out TimeScale scale) && element.ValueKind == JsonValueKind.String)
        {
            errors.Add($"{path}: '{text}' is not a time scale; write minutes, hours or days as 30m, 12h, 7d, or forever");
        }

        return scale;
    }

    private static EventTypeSpec ReadEventType(JsonElement element, string path, List<string> errors)
    {
        SpecNode node = new(element, path, errors, "name", "weight", "minValue", "maxValue");
        return new EventTypeSpec(
            node.RequiredText("name"), node.Number("weight", 1f), node.Number("minValue", 0f), node.Number("maxValue", 1f));
    }

    private static ProfileAttributeSpec ReadAttribute(JsonElement element, string path, List<string> errors)
    {
        SpecNode node = new(element, path, errors, "name", "kind", "vocabulary", "min", "max");
        string kind = node.RequiredOneOf("kind", "categorical", "numeric");
        return new ProfileAttributeSpec
        {
            Name = node.RequiredText("name"),
            Kind = kind == "categorical" ? AttributeKind.Categorical : AttributeKind.Numeric,
            Vocabulary = node.Items("vocabulary", SpecNode.TextItem) ?? [],
            Min = node.Number("min", 0f),
            Max = node.Number("max", 1f),
        };
    }

    private static void WriteSpec(Utf8JsonWriter writer, FeatureSpec spec)
    {
        writer.WriteStartObject();
        writer.WriteString("name", spec.Name);
        WriteList(writer, "modalities", spec.Modalities, WriteModality);
        WriteList(writer, "timeScales", spec.TimeScales, (w, scale) => w.WriteStringValue(scale.ToString()));
        WriteList(writer, "eventTypes", spec.EventTypes, WriteEventType);
        if (spec.OnboardingEventType is { } onboarding)
        {
            writer.WriteString("onboardingEventType", onboarding);
        }

        writer.WriteString("profileEventType", spec.ProfileEventType);
        WriteList(writer, "profile", spec.Profile, WriteAttribute);
        WriteList(writer, "counts", spec.CountedTypes, (w, name) => w.WriteStringValue(name));
        writer.WriteNumber("shrinkage", spec.Shrinkage);
        writer.WriteEndObject();
    }

    private static void WriteModality(Utf8JsonWriter writer, ModalitySpec modality)
    {
        writer.WriteStartObject();
        writer.WriteString("name", modality.Name);
        writer.WriteNumber("dimension", modality.Dimension);
        writer.WriteEndObject();
    }

    private static void WriteEventType(Utf8JsonWriter writer, EventTypeSpec type)
    {
        writer.WriteStartObject();
        writer.WriteString("name", type.Name);
        writer.WriteNumber("weight", type.Weight);
        writer.WriteNumber("minValue", type.MinValue);
        writer.WriteNumber("maxValue", type.MaxValue);
        writer.WriteEndObject();
    }

    private static void WriteAttribute(Utf8JsonWriter writer, ProfileAttributeSpec attribute)
    {
        writer.WriteStartObject();
        writer.WriteString("name", attribute.Name);
        if (attribute.Kind == AttributeKind.Categorical)
        {
            writer.WriteString("kind", "categorical");
            WriteList(writer, "vocabulary", attribute.Vocabulary, (w, value) => w.WriteStringValue(value));
        }
        else
        {
            writer.WriteString("kind", "numeric");
            writer.WriteNumber("min", attribute.Min);
            writer.WriteNumber("max", attribute.Max);
        }

        writer.WriteEndObject();
    }

    private static void WriteList<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (T item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
    }
}
