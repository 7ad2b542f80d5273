using System.Globalization;

namespace UserRep.Training.Evaluation.Reports;

/// <summary>What the figures say in plain words: who is best at what, where simpler methods win, which floors are met or missed.</summary>
internal static class Findings
{
    private const double SuspiciousGain = 5;

    /// <param name="tasks">Tasks of the test period.</param>
    /// <param name="floors">What gains must reach.</param>
    public static IReadOnlyList<string> Of(IReadOnlyDictionary<string, TaskFigures> tasks, IReadOnlyList<Floor> floors) =>
    [
        .. tasks.Select(t => Best(t.Key, t.Value)),
        .. tasks.SelectMany(t => t.Value.Gain.Where(g => g.Value.Auc < 0).Select(g => Behind(t.Key, g.Key, g.Value))),
        .. tasks.Where(t => t.Value.Gain.TryGetValue(ModelNames.Average, out GainFigures? g) && g.Auc > SuspiciousGain)
            .Select(t => $"{ModelNames.Title(t.Key)}: a gain above {SuspiciousGain} % over the average calls for a search for leaks."),
        .. floors.SelectMany(f => Check(f, tasks)),
    ];

    /// <summary>Where neighbours by the plain average share more.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyDictionary<string, NeighbourFigures> questions) =>
    [
        .. from question in questions
           where question.Value.Gain.TryGetValue(ModelNames.Average, out NdcgFigures? g) && g.Ndcg <= 0
           let gain = question.Value.Gain[ModelNames.Average]
           select $"Floor missed: neighbours, {question.Key}, are not better than by the average: {Figure.Gain(gain.Ndcg, gain.Low, gain.High)}.",
    ];

    /// <summary>Which vectors tell each attribute best, and where simpler ones tell it better than ours.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyDictionary<string, AttributeFigures> attributes) =>
    [
        .. attributes.Select(a => Best(a.Key, a.Value)),
        .. attributes.SelectMany(a => a.Value.Gain.Where(g => g.Value.Auc < 0).Select(g => Behind($"Attribute {a.Key}", g.Key, g.Value))),
    ];

    private static string Best(string attribute, AttributeFigures figures)
    {
        (string name, TransferModelFigures best) = figures.Models.MaxBy(m => m.Value.Auc);
        return Text($"Attribute {attribute}: the highest AUC is that of {ModelNames.Title(name)}, {best.Auc:0.0000}; it tells {Figure.Share(best.Accuracy)} of the users, naming the largest class {Figure.Share(figures.MajorityAccuracy)}.");
    }

    private static string Best(string task, TaskFigures figures)
    {
        (string name, ModelFigures best) = figures.Models.Where(m => double.IsFinite(m.Value.Auc)).MaxBy(m => m.Value.Auc);
        return best is null
            ? $"{ModelNames.Title(task)}: there is nothing to compare."
            : Text($"{ModelNames.Title(task)}: the highest AUC is that of {ModelNames.Title(name)}, {best.Auc:0.0000}.");
    }

    private static string Behind(string task, string rival, GainFigures gain)
    {
        string how = gain.High < 0 ? "the interval excludes zero" : "within the interval";
        return Text($"{ModelNames.Title(task)}: {ModelNames.Title(rival)} beats UserRep: {Figure.Gain(gain)}, {how}.");
    }

    private static IEnumerable<string> Check(Floor floor, IReadOnlyDictionary<string, TaskFigures> tasks)
    {
        if (!tasks.TryGetValue(floor.Task, out TaskFigures? figures) || !figures.Gain.TryGetValue(floor.Rival, out GainFigures? gain))
        {
            yield break;
        }

        double missing = Math.Max(floor.Gain - gain.Auc ?? 0, 0);
        double missingLow = Math.Max(floor.LowEnd - gain.Low ?? 0, 0);
        bool met = (floor.Gain is null || gain.Auc >= floor.Gain) && (floor.LowEnd is null || gain.Low > floor.LowEnd);
        string outcome = met ? "met" : Text($"missed by {Math.Max(missing, missingLow):0.00} points");
        yield return Text($"Floor {outcome}: {ModelNames.Title(floor.Task)} over {ModelNames.Title(floor.Rival)}, asked {Asked(floor)}, got {Figure.Gain(gain)}.");
    }

    private static string Asked(Floor floor)
    {
        string gain = floor.Gain is { } g ? Text($"{g:+0.0;−0.0;0} % or more") : "";
        string low = floor.LowEnd is { } l ? Text($"a low end above {l:+0.0;−0.0;0} %") : "";
        return string.Join(" and ", new[] { gain, low }.Where(t => t.Length > 0));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
