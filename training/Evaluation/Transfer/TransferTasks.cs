using System.Globalization;
using UserRep.Training.Datasets;
using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Training.Evaluation.Transfer;

/// <summary>Finds the profile attributes that can be predicted: at least two classes with enough users.</summary>
internal static class TransferTasks
{
    /// <param name="table">The data set.</param>
    /// <param name="users">The users, in the order of the matrices' rows.</param>
    /// <param name="options">Which classes count.</param>
    public static IReadOnlyList<TransferTask> Find(EventTable table, int[] users, TransferOptions options)
    {
        // By hash of the id: a user is in the same fold whatever the sample and the attribute.
        int[] folds = [.. users.Select(u => (int)((uint)HashCodes.Of(table.UserIds[u]) % (uint)options.Folds))];
        List<TransferTask> tasks = [];
        for (int a = 0; a < table.Info.Attributes.Count; a++)
        {
            string?[] values = [.. users.Select(u => table.Attributes[u].Count > a ? table.Attributes[u][a] : null)];
            if (Make(table.Info.Attributes[a], values, folds, options) is { } task)
            {
                tasks.Add(task);
            }
        }

        return tasks;
    }

    /// <summary>Makes the task of one attribute, or null when it has too few classes.</summary>
    public static TransferTask? Make(string attribute, string?[] values, int[] folds, TransferOptions options)
    {
        string?[] classes = values.Distinct().Count(v => !string.IsNullOrEmpty(v)) > options.MostClasses ? Bucket(values, options.Buckets) : values;
        string[] kept =
        [
            .. classes.Where(c => !string.IsNullOrEmpty(c)).GroupBy(c => c!).Where(g => g.Count() >= options.MinimumUsersPerClass)
                .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(options.MostClasses)
                .Select(g => g.Key).Order(StringComparer.Ordinal),
        ];
        return kept.Length < 2
            ? null
            : new TransferTask(attribute, kept, [.. classes.Select(c => Array.IndexOf(kept, c))], folds);
    }

    /// <summary>Cuts numbers into buckets of equal size; leaves values alone that are no numbers.</summary>
    private static string?[] Bucket(string?[] values, int buckets)
    {
        double?[] numbers = [.. values.Select(Number)];
        double[] sorted = [.. numbers.OfType<double>().Order()];
        if (sorted.Length < values.Count(v => !string.IsNullOrEmpty(v)))
        {
            return values;
        }

        double[] bounds = [.. Enumerable.Range(1, buckets - 1).Select(b => sorted[b * sorted.Length / buckets]).Distinct()];
        return [.. numbers.Select(n => n is { } number ? NameOf(bounds, bounds.Count(b => number >= b)) : null)];
    }

    private static string NameOf(double[] bounds, int bucket) => (bucket, bounds.Length) switch
    {
        (0, _) => string.Create(CultureInfo.InvariantCulture, $"below {bounds[0]:0.##}"),
        var (b, n) when b == n => string.Create(CultureInfo.InvariantCulture, $"from {bounds[^1]:0.##}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bounds[bucket - 1]:0.##} to {bounds[bucket]:0.##}"),
    };

    private static double? Number(string? value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
}
