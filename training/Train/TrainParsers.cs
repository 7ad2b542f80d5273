using System.Globalization;
using UserRep.Model.Features;
using UserRep.Training.Datasets;
using UserRep.Training.ItemVectors;

namespace UserRep.Training.Train;

/// <summary>Reads the texts of <c>train</c>'s options; each gives what is wrong, or null.</summary>
internal static class TrainParsers
{
    public static string? Until(string text, out TimePoint? until)
    {
        string? mistake = TimePoint.Read(text, out TimePoint point);
        until = point;
        return mistake;
    }

    public static string? Scales(string text, out IReadOnlyList<TimeScale>? scales)
    {
        List<TimeScale> read = [];
        scales = read;
        foreach (string part in Parts(text))
        {
            if (!TimeScale.TryParse(part, out TimeScale scale)) return $"'{part}' is not a time scale; write minutes, hours or days as 30m, 12h, 7d, or forever.";
            if (read.Contains(scale)) return $"'{part}' stands there twice.";
            read.Add(scale);
        }

        return read.Count == 0 ? "give one time scale at least, such as 30d or forever." : null;
    }

    public static string? Weights(string text, out IReadOnlyDictionary<string, float>? weights)
    {
        Dictionary<string, float> read = new(StringComparer.Ordinal);
        weights = read;
        foreach (string part in Parts(text))
        {
            int equals = part.LastIndexOf('=');
            bool isNumber = float.TryParse(part.AsSpan(equals + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out float weight);
            if (equals < 1 || !isNumber || !float.IsFinite(weight)) return $"'{part}' is not a weight; write like=2.";
            if (!read.TryAdd(part[..equals], weight)) return $"'{part[..equals]}' stands there twice.";
        }

        return null;
    }

    public static string? Modalities(string text, out IReadOnlyList<string>? modalities)
    {
        string[] names = Parts(text);
        modalities = names;
        if (names.Length == 0) return $"name one at least, of {string.Join(", ", ModalityNames.All)}.";
        if (names.Distinct().Count() < names.Length) return "one stands there twice.";
        return Array.Find(names, name => !ModalityNames.All.Contains(name)) is { } unknown
            ? $"there is no '{unknown}'; choose among {string.Join(", ", ModalityNames.All)}."
            : null;
    }

    private static string[] Parts(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
