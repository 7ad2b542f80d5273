namespace UserRep.Training.Evaluation.Statistics;

/// <summary>How often the item that was taken is among the first so many of a list of candidates.</summary>
internal static class HitRate
{
    /// <summary>One number from 0 to 1 per list; take the mean, or weigh by user.</summary>
    /// <param name="scores">List after list, the item that was taken first in each.</param>
    /// <param name="listLength">Candidates per list: 100 for one taken among 99 drawn.</param>
    /// <param name="at">How many count as first.</param>
    /// <returns>1 or 0; where equal scores straddle the border, the chance of a hit when they are put in random order.</returns>
    public static double[] PerList(ReadOnlySpan<float> scores, int listLength = 100, int at = 10)
    {
        if (scores.Length % listLength != 0)
        {
            throw new ArgumentException($"{scores.Length} scores are no whole number of lists of {listLength}.", nameof(scores));
        }

        double[] hits = new double[scores.Length / listLength];
        for (int i = 0; i < hits.Length; i++)
        {
            hits[i] = Hit(scores.Slice(i * listLength, listLength), at);
        }

        return hits;
    }

    private static double Hit(ReadOnlySpan<float> list, int at)
    {
        (int above, int tied) = (0, 0);
        foreach (float other in list[1..])
        {
            // A score that is no number is never a hit.
            above += other > list[0] || float.IsNaN(list[0]) ? 1 : 0;
            tied += other == list[0] ? 1 : 0;
        }

        return Math.Clamp((at - above) / (tied + 1.0), 0, 1);
    }
}
