namespace UserRep.Training.Evaluation.Statistics;

/// <summary>
/// Scores in order, so that the area under the ROC curve costs one pass for any weighting of the users.
/// Ties count half.
/// </summary>
internal sealed class RankedScores
{
    private readonly int[] _users;
    private readonly bool[] _positive;
    private readonly bool[] _endsTie;

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
        _users = new int[order.Length];
        _positive = new bool[order.Length];
        _endsTie = new bool[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            _users[i] = users[order[i]];
            _positive[i] = positive[order[i]];
            _endsTie[i] = i + 1 == order.Length || sorted[i + 1] != sorted[i];
        }
    }

    /// <summary>The area with every answer of user u counted <c>weights[u]</c> times; NaN when one class is empty.</summary>
    public double Auc(ReadOnlySpan<int> weights)
    {
        (double below, double area, double positives) = (0, 0, 0);
        (double tiedPositives, double tiedNegatives) = (0, 0);
        for (int i = 0; i < _users.Length; i++)
        {
            int weight = weights[_users[i]];
            if (_positive[i])
            {
                tiedPositives += weight;
            }
            else
            {
                tiedNegatives += weight;
            }

            if (_endsTie[i])
            {
                area += tiedPositives * (below + (tiedNegatives / 2));
                below += tiedNegatives;
                positives += tiedPositives;
                (tiedPositives, tiedNegatives) = (0, 0);
            }
        }

        return area / (positives * below);
    }
}
