using UserRep.Training.Evaluation.Protocol;

namespace UserRep.Training.Evaluation.Statistics;

/// <summary>The share of right answers, with the threshold chosen on validation and only applied elsewhere.</summary>
internal static class Accuracy
{
    /// <summary>Accuracy of one task in one period; NaN when the validation or the period is empty.</summary>
    public static double Of(Questions questions, CutKind kind, Period period, float[] scores)
    {
        int[] validation = TaskAuc.ExamplesOf(questions, kind, Period.Validation);
        int[] examples = TaskAuc.ExamplesOf(questions, kind, period);
        return validation.Length == 0 || examples.Length == 0
            ? double.NaN
            : At(BestThreshold(Select(scores, validation), Truths(questions, validation)), Select(scores, examples), Truths(questions, examples));
    }

    /// <summary>The threshold with most right answers when scores at or above it are taken as yes.</summary>
    public static float BestThreshold(float[] scores, bool[] positive)
    {
        float[] sorted = [.. scores];
        bool[] truths = [.. positive];
        Array.Sort(sorted, truths);
        int right = truths.Count(t => t);
        (int most, float best) = (right, float.NegativeInfinity);
        for (int i = 0; i < sorted.Length; i++)
        {
            right += truths[i] ? -1 : 1;
            bool endsTie = i + 1 == sorted.Length || sorted[i + 1] != sorted[i];
            if (endsTie && right > most)
            {
                (most, best) = (right, i + 1 == sorted.Length ? float.PositiveInfinity : (sorted[i] + sorted[i + 1]) / 2);
            }
        }

        return best;
    }

    /// <summary>The share of right answers at a threshold.</summary>
    public static double At(float threshold, float[] scores, bool[] positive) =>
        scores.Zip(positive, (score, truth) => score >= threshold == truth ? 1.0 : 0.0).Average();

    private static float[] Select(float[] scores, int[] examples) => Array.ConvertAll(examples, e => scores[e]);

    private static bool[] Truths(Questions questions, int[] examples) => Array.ConvertAll(examples, e => questions.Examples[e].IsPositive);
}
