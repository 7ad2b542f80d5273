using System.Text.Json;

namespace UserRep.Training.Datasets;

/// <summary>What a <see cref="DatasetInfo"/> must be like, and how it is written.</summary>
internal static class DatasetInfoRules
{
    public const int CurrentFormat = 1;

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Check(DatasetInfo info, string file)
    {
        foreach (string reason in Mistakes(info))
        {
            throw new DatasetException(file, reason, "Import the data set again.");
        }
    }

    private static IEnumerable<string> Mistakes(DatasetInfo info)
    {
        if (info.Format != CurrentFormat) yield return $"it has format {info.Format}, and this program reads format {CurrentFormat}";
        if (string.IsNullOrWhiteSpace(info.Name)) yield return "it has no name";
        if (info.EventTypes is not { Count: > 0 and <= 256 }) yield return "it needs 1 to 256 event types";
        else if (info.EventTypes.Any(string.IsNullOrEmpty) || !Distinct(info.EventTypes)) yield return "its event types are empty or repeated";
        else if (info.OnboardingEventType is { } picks && !info.EventTypes.Contains(picks)) yield return $"its onboarding event type '{picks}' is not one of its event types";
        if (info.Attributes is null) yield return "it has no list of attributes";
        else if (info.Attributes.Any(Reserved) || !Distinct(info.Attributes)) yield return "an attribute is empty, repeated, or has the name of a column of its own ('user', 'known_since')";
    }

    private static bool Reserved(string name) => name is null or "" or DatasetFiles.UserColumn or DatasetFiles.KnownSinceColumn;

    private static bool Distinct(IReadOnlyList<string> names) => names.Distinct(StringComparer.Ordinal).Count() == names.Count;
}
