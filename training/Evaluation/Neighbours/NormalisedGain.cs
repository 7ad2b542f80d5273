namespace UserRep.Training.Evaluation.Neighbours;

/// <summary>
/// Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002) with the relevance itself as gain:
/// <c>Σ relevance / log2(1 + rank)</c>, divided by the same sum in the best possible order.
/// </summary>
internal static class NormalisedGain
{
    /// <param name="ranked">Rows in the order a method puts them, the best first.</param>
    /// <param name="relevance">Relevance of every row, the row asked about left at zero.</param>
    /// <param name="count">How many ranks count.</param>
    /// <returns>0 to 1; NaN when nothing is relevant.</returns>
    public static double At(ReadOnlySpan<int> ranked, int[] relevance, int count)
    {
        double gain = 0;
        for (int rank = 0; rank < Math.Min(count, ranked.Length); rank++)
        {
            gain += relevance[ranked[rank]] / Math.Log2(rank + 2);
        }

        double best = Best(relevance, count);
        return best == 0 ? double.NaN : gain / best;
    }

    private static double Best(int[] relevance, int count) =>
        relevance.Where(r => r > 0).OrderDescending().Take(count).Select((r, rank) => r / Math.Log2(rank + 2)).Sum();
}
