namespace UserRep.Training.Autoencoder;

/// <summary>How much the rows of a batch share with each other: what their nearest neighbours should be.</summary>
internal static class SharedTastes
{
    /// <summary>
    /// Writes, row after row, each other row's part of all favourites that others share with the row, every kind of favourite weighing the
    /// same. A row sums to one; to less where it shares nothing of some kind; its part in itself is zero.
    /// </summary>
    /// <param name="tastes">Favourites by row and kind.</param>
    /// <param name="chosen">The N rows of the batch.</param>
    /// <param name="shares">Takes N × N numbers.</param>
    public static void Write(int[][][] tastes, ReadOnlySpan<int> chosen, Span<float> shares)
    {
        shares = shares[..(chosen.Length * chosen.Length)];
        shares.Clear();
        int kinds = tastes[chosen[0]].Length;
        for (int kind = 0; kind < kinds; kind++)
        {
            AddKind(tastes, kind, 1f / kinds, chosen, shares);
        }
    }

    private static void AddKind(int[][][] tastes, int kind, float weight, ReadOnlySpan<int> chosen, Span<float> shares)
    {
        Dictionary<int, List<int>> fans = FansOf(tastes, kind, chosen);
        for (int i = 0; i < chosen.Length; i++)
        {
            int[] favourites = tastes[chosen[i]][kind];
            int shared = favourites.Sum(favourite => fans[favourite].Count - 1);
            foreach (int favourite in favourites)
            {
                foreach (int other in fans[favourite].Where(fan => fan != i))
                {
                    shares[(i * chosen.Length) + other] += weight / shared;
                }
            }
        }
    }

    /// <summary>Who in the batch has an element among the favourites.</summary>
    private static Dictionary<int, List<int>> FansOf(int[][][] tastes, int kind, ReadOnlySpan<int> chosen)
    {
        Dictionary<int, List<int>> fans = [];
        for (int i = 0; i < chosen.Length; i++)
        {
            foreach (int favourite in tastes[chosen[i]][kind])
            {
                if (!fans.TryGetValue(favourite, out List<int>? rows))
                {
                    fans.Add(favourite, rows = []);
                }

                rows.Add(i);
            }
        }

        return fans;
    }
}
