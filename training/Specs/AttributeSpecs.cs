using System.Globalization;
using UserRep.Model.Features;

namespace UserRep.Training.Specs;

/// <summary>Describes one profile attribute from the values that users have.</summary>
internal static class AttributeSpecs
{
    private const double TrimmedShare = 0.01;

    /// <returns>The attribute, or null if no user has a value.</returns>
    public static ProfileAttributeSpec? Describe(string name, IEnumerable<string?> values, SpecOptions options)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (string? value in values)
        {
            if (!string.IsNullOrWhiteSpace(value)) counts[value] = counts.GetValueOrDefault(value) + 1;
        }

        if (counts.Count == 0) return null;
        return counts.Count > options.MostCategories && counts.Keys.All(value => Number(value) is not null)
            ? Numeric(name, counts)
            : Categorical(name, counts, options.MostWords);
    }

    private static ProfileAttributeSpec Categorical(string name, Dictionary<string, int> counts, int most) => new()
    {
        Name = name,
        Kind = AttributeKind.Categorical,
        Vocabulary =
        [
            .. counts.OrderByDescending(value => value.Value).ThenBy(value => value.Key, StringComparer.Ordinal).Take(most)
                .Select(value => value.Key).Order(StringComparer.Ordinal),
        ],
    };

    // A birth year of 1066 or 9999 must not squeeze everybody else into one place.
    private static ProfileAttributeSpec Numeric(string name, Dictionary<string, int> counts)
    {
        (float Value, int Count)[] sorted = [.. counts.Select(value => (Number(value.Key)!.Value, value.Value)).OrderBy(value => value.Item1)];
        (float low, float high) = (Trimmed(sorted), Trimmed(sorted.Reverse()));
        (float min, float max) = low < high ? (low, high) : (sorted[0].Value, sorted[^1].Value);
        return min < max
            ? new ProfileAttributeSpec { Name = name, Kind = AttributeKind.Numeric, Min = min, Max = max }
            : new ProfileAttributeSpec { Name = name, Kind = AttributeKind.Numeric, Min = min, Max = min + 1 };
    }

    // The first value after a hundredth of the users.
    private static float Trimmed(IEnumerable<(float Value, int Count)> ordered)
    {
        double left = TrimmedShare * ordered.Sum(value => (double)value.Count);
        return ordered.SkipWhile(value => (left -= value.Count) >= 0).First().Value;
    }

    private static float? Number(string value) =>
        float.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) && float.IsFinite(number) ? number : null;
}
