namespace UserRep.Model.Items;

/// <summary>The search for a hash among sorted, evenly spread hashes.</summary>
/// <typeparam name="TSource">Where the hashes are; a struct, so that the search is compiled for it.</typeparam>
internal static class SortedHashes<TSource>
    where TSource : struct, IHashSource
{
    /// <summary>
    /// The first position whose hash is not below <paramref name="hash"/>. It looks near the expected place first:
    /// a lookup then touches a page or two of the mapped file instead of twenty.
    /// </summary>
    public static int LowerBound(TSource source, ulong hash)
    {
        int count = source.Count;
        int expected = ItemHash.Expect(hash, count);
        int spread = ItemHash.Spread(count);
        int low = Math.Max(0, expected - spread);
        int high = (int)Math.Min(count, (long)expected + spread);
        if (low > 0 && source.Hash(low - 1) >= hash) low = 0;
        if (high < count && source.Hash(high) < hash) high = count;
        return Search(source, hash, low, high);
    }

    private static int Search(TSource source, ulong hash, int low, int high)
    {
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (source.Hash(middle) < hash) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
