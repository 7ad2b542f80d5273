namespace UserRep.Training.Evaluation.Statistics;

/// <summary>
/// Scores in order, so that the area under the ROC curve costs one pass for any weighting of the users.
/// Ties count half.
/// </summary>
internal sealed class RankedScores
{
    private const int PositiveBit = 1;
    private const int EndsTieBit = 2;
    private const int UserShift = 2;

    // User, truth and end of tie in one number: the bootstrap reads this array hundreds of times, so it is kept to four bytes an answer.
    private readonly int[] _answers;

    /// <param name="scores">One score per answer.</param>
    /// <param name="positive">The true answers.</param>
    /// <param name="users">The user of each answer.</param>
    public RankedScores(ReadOnlySpan<float> scores, ReadOnlySpan<bool> positive, ReadOnlySpan<int> users)
    {
        float[] sorted = scores.ToArray();
        int[] order = new int[sorted.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(sorted, order);
        _answers = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            bool endsTie = i + 1 == order.Length || sorted[i + 1] != sorted[i];
            _answers[i] = (users[order[i]] << UserShift) | (positive[order[i]] ? PositiveBit : 0) | (endsTie ? EndsTieBit : 0);
        }
    }

    /// <summary>The users who have an answer, ascending.</summary>
    public int[] Users() => [.. _answers.Select(a => a >> UserShift).Distinct().Order()];

    /// <summary>The area with every answer of user u counted <c>weights[u]</c> times; NaN when one class is empty.</summary>
    public double Auc(ReadOnlySpan<int> weights)
    {
        // Whole numbers and no branch on the truth, which no processor could predict. Twice the area, so that half ties stay whole.
        (long below, long area, long positives) = (0, 0, 0);
        (long tiedPositives, long tiedNegatives) = (0, 0);
        foreach (int answer in _answers)
        {
            long weight = weights[answer >> UserShift];
            long positive = weight & -(answer & PositiveBit);
            tiedPositives += positive;
            tiedNegatives += weight - positive;
            if ((answer & EndsTieBit) != 0)
            {
                area += tiedPositives * ((2 * below) + tiedNegatives);
                below += tiedNegatives;
                positives += tiedPositives;
                (tiedPositives, tiedNegatives) = (0, 0);
            }
        }

        return area / 2.0 / ((double)positives * below);
    }
}
