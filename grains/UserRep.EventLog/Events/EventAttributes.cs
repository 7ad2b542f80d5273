using System.Text.Json;

namespace UserRep.EventLog.Events;

/// <summary>Profile attributes as the engines keep them: a JSON object, names in ordinal order so that the same attributes are the same text.</summary>
internal static class EventAttributes
{
    public static string? Write(IReadOnlyDictionary<string, string?>? attributes) =>
        attributes is null ? null : JsonSerializer.Serialize(new SortedDictionary<string, string?>(attributes.ToDictionary(), StringComparer.Ordinal));

    public static IReadOnlyDictionary<string, string?>? Read(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<SortedDictionary<string, string?>>(json);
}
