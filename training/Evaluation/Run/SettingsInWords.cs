using System.Globalization;

namespace UserRep.Training.Evaluation.Run;

/// <summary>Every setting by name, for the report and for telling one evaluation from another.</summary>
internal static class SettingsInWords
{
    public static IReadOnlyDictionary<string, string> Of(EvaluationOptions options, EvaluationData data)
    {
        SortedDictionary<string, string> words = new(StringComparer.Ordinal)
        {
            ["features"] = data.Layout.Length.ToString(CultureInfo.InvariantCulture),
            ["modalities"] = string.Join(", ", data.Vectors.Modalities.Select(m => $"{m.Name} {m.Dimension} x {m.ItemsWithVector} items")),
            ["timeScales"] = string.Join(", ", data.Layout.Spec.TimeScales),
            ["shrinkage"] = data.Layout.Spec.Shrinkage.ToString(CultureInfo.InvariantCulture),
            ["candidates"] = data.Questions.Candidates.Count(c => c).ToString(CultureInfo.InvariantCulture),
        };
        AddLearned(words, options, data);
        Add(words, "rows", options.Rows, "UntilMs");
        if (data.Table.Info.HasTimes)
        {
            Add(words, "protocol", options.Protocol);
            Add(words, "head", options.Head, "Threads");
        }

        Add(words, "bootstrap", options.Bootstrap);
        return words;
    }

    private static void AddLearned(SortedDictionary<string, string> words, EvaluationOptions options, EvaluationData data)
    {
        if (data.Bundle is not { } bundle)
        {
            Add(words, "itemVectors", options.ItemVectors, "UntilMs");
            Add(words, "autoencoder", options.Autoencoder, "Seed", "Threads");
            return;
        }

        words["bundle.version"] = bundle.Version;
        words["bundle.embeddingSpace"] = bundle.EmbeddingSpace;
        words["bundle.dimension"] = bundle.Encoder.Dimension.ToString(CultureInfo.InvariantCulture);
        words["candidates.minimumEvents"] = options.ItemVectors.MinimumEvents.ToString(CultureInfo.InvariantCulture);
        words["ablations"] = "not run: a bundle's encoder is taken as it is";
    }

    private static void Add(SortedDictionary<string, string> words, string prefix, object options, params string[] except)
    {
        foreach (var property in options.GetType().GetProperties().Where(p => p.CanWrite && !except.Contains(p.Name)))
        {
            object? value = property.GetValue(options);
            string text = value is IEnumerable<double> or IEnumerable<int>
                ? string.Join(", ", ((System.Collections.IEnumerable)value).Cast<IFormattable>().Select(v => v.ToString(null, CultureInfo.InvariantCulture)))
                : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "none";
            words[$"{prefix}.{char.ToLowerInvariant(property.Name[0])}{property.Name[1..]}"] = text;
        }
    }
}
