using UserRep.Training.Evaluation.Protocol;
using UserRep.Training.Evaluation.Reports;
using UserRep.Training.Evaluation.Statistics;

namespace UserRep.Training.Evaluation.Run;

/// <summary>How soon a new user is understood: lists of items at every stage of the first day.</summary>
internal sealed class CurveReporter(Questions questions, int listLength)
{
    public IReadOnlyList<ColdStartPoint> Points(IReadOnlyList<MethodScores> methods) =>
    [
        .. TaskAuc.ExamplesOf(questions, CutKind.Curve, Period.Test)
            .GroupBy(Stage)
            .OrderBy(g => g.Key)
            .Select(g => Point(g.Key, [.. g], methods)),
    ];

    private ColdStartPoint Point((int EventsSeen, bool AsPicks) stage, int[] examples, IReadOnlyList<MethodScores> methods)
    {
        int[] once = new int[questions.Table.UserCount];
        once.AsSpan().Fill(1);
        return new ColdStartPoint(
            stage.EventsSeen,
            stage.AsPicks,
            examples.Length / listLength,
            methods.ToDictionary(m => m.Name, m => m.All.Average(s => TaskAuc.Rank(questions, examples, s).Auc(once))),
            methods.ToDictionary(m => m.Name, m => m.All.Average(s => HitRate.PerList([.. examples.Select(e => s[e])], listLength).Average())));
    }

    private (int EventsSeen, bool AsPicks) Stage(int example)
    {
        Cut cut = questions.Cuts[questions.Examples[example].Cut];
        return (cut.EventEnd - questions.Table.EventsOf(cut.User).Start.Value, cut.Picks > 0);
    }
}
