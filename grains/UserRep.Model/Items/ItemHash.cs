using System.IO.Hashing;

namespace UserRep.Model.Items;

/// <summary>The hash that orders an item table: XXH3, 64 bits, seed 0, over the id's UTF-8 bytes.</summary>
internal static class ItemHash
{
    public static ulong Of(ReadOnlySpan<byte> utf8) => XxHash3.HashToUInt64(utf8);

    /// <summary>Where a hash is expected among <paramref name="count"/> sorted hashes: they are spread evenly.</summary>
    public static int Expect(ulong hash, int count) => (int)Math.BigMul(hash, (ulong)count, out _);

    /// <summary>How far from there it may well be: four standard deviations of a uniform order statistic, at least.</summary>
    public static int Spread(int count) => 8 + (int)(2 * Math.Sqrt(count));
}
