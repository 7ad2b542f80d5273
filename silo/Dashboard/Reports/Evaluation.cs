using System.Text.Json;

namespace UserRep.Silo.Dashboard.Reports;

/// <summary>What a <c>report.json</c> of <c>userrep evaluate</c> says of the vector. It comes from outside: what is not as it should be is not there.</summary>
/// <param name="Dataset">The data set's name.</param>
/// <param name="Ground">On what, as the report has it: two evaluations can be compared where this is the same.</param>
/// <param name="Bundle">The bundle that was evaluated; null where the evaluation trained encoders of its own.</param>
/// <param name="Space">That bundle's embedding space.</param>
/// <param name="Tasks">The tasks, by name.</param>
internal sealed record Evaluation(string Dataset, string Ground, string? Bundle, string? Space, IReadOnlyDictionary<string, TaskFigure> Tasks)
{
    /// <summary>The most bytes that are read; such a report has a hundredth.</summary>
    internal const int MaxBytes = 4 << 20;

    private const int MaxTasks = 20;

    /// <returns>The evaluation; null if the text is none.</returns>
    public static Evaluation? Of(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MaxBytes)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Of(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Half a character, or bytes that are none, are found only when the text is asked for.
            return null;
        }
    }

    /// <summary>Whether figures of both may stand side by side.</summary>
    public bool IsLike(Evaluation other) => Ground == other.Ground;

    private static Evaluation? Of(JsonElement report)
    {
        if (Part(report, "dataset") is not { } dataset || Part(report, "tasks") is not { } tasks)
        {
            return null;
        }

        JsonElement? options = Part(Part(report, "settings"), "options");
        Dictionary<string, TaskFigure> figures = new(StringComparer.Ordinal);
        foreach (JsonProperty task in tasks.EnumerateObject().Take(MaxTasks))
        {
            JsonElement? own = Part(Part(task.Value, "models"), "userrep");
            if (Number(own, "auc") is { } auc)
            {
                figures[task.Name] = new TaskFigure(auc, Number(own, "aucLow"), Number(own, "aucHigh"));
            }
        }

        return new Evaluation(
            Text(dataset, "name") ?? "a data set without a name", $"{dataset.GetRawText()}{Part(report, "split")?.GetRawText()}", Text(options, "bundle.version"), Text(options, "bundle.embeddingSpace"), figures);
    }

    private static JsonElement? Any(JsonElement? of, string name, JsonValueKind kind) =>
        of is { ValueKind: JsonValueKind.Object } whole && whole.TryGetProperty(name, out JsonElement part) && part.ValueKind == kind ? part : null;

    private static JsonElement? Part(JsonElement? of, string name) => Any(of, name, JsonValueKind.Object);

    private static string? Text(JsonElement? of, string name) => Any(of, name, JsonValueKind.String)?.GetString();

    private static double? Number(JsonElement? of, string name) => Any(of, name, JsonValueKind.Number) is { } number && number.TryGetDouble(out double value) && double.IsFinite(value) ? value : null;
}
