using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Training.Evaluation.Statistics;

/// <summary>Areas under the ROC curve of scores over all examples, by task and period.</summary>
internal static class TaskAuc
{
    /// <summary>The examples of one task in one period.</summary>
    public static int[] ExamplesOf(Questions questions, CutKind kind, Period period) =>
        [.. Enumerable.Range(0, questions.Examples.Length).Where(i =>
            questions.KindOf(questions.Examples[i]) == kind && questions.PeriodOf(questions.Examples[i]) == period)];

    /// <summary>Sorts the scores of some examples, ready for any weighting of users.</summary>
    public static RankedScores Rank(Questions questions, int[] examples, float[] scores) => new(
        [.. examples.Select(i => scores[i])],
        [.. examples.Select(i => questions.Examples[i].IsPositive)],
        [.. examples.Select(i => questions.Cuts[questions.Examples[i].Cut].User)]);

    /// <summary>The area with every user counted once; NaN when a class is empty.</summary>
    public static double Of(Questions questions, CutKind kind, Period period, float[] scores)
    {
        int[] examples = ExamplesOf(questions, kind, period);
        int[] once = new int[questions.Table.UserCount];
        once.AsSpan().Fill(1);
        return examples.Length == 0 ? double.NaN : Rank(questions, examples, scores).Auc(once);
    }

    /// <summary>The mean over the tasks, which settings are chosen by.</summary>
    public static double MeanOnValidation(Questions questions, float[] scores) =>
        Enum.GetValues<CutKind>().Select(kind => Of(questions, kind, Period.Validation, scores)).Where(double.IsFinite).DefaultIfEmpty().Average();
}
