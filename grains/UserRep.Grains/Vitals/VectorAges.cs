using UserRep.Grains.Embeddings;

namespace UserRep.Grains.Vitals;

/// <summary>How old vectors are: of a sample of the users in memory, for to look at all of them would be felt.</summary>
public static class VectorAges
{
    private const int Sample = 1_000;

    /// <summary>Gets the bounds between which they are counted.</summary>
    public static IReadOnlyList<TimeSpan> Bounds { get; } =
        [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(24)];

    internal static long[] Of(EmbeddingTable table, string? version, long nowMs)
    {
        long[] counts = new long[Bounds.Count + 1];
        foreach (string user in table.UserIds.Take(Sample))
        {
            if (version is not null && table.TryFind(user, version, out TableEntry entry))
            {
                counts[PlaceOf(TimeSpan.FromMilliseconds(nowMs - entry.AsOfMs))]++;
            }
        }

        return counts;
    }

    private static int PlaceOf(TimeSpan age)
    {
        int place = 0;
        while (place < Bounds.Count && age > Bounds[place])
        {
            place++;
        }

        return place;
    }
}
