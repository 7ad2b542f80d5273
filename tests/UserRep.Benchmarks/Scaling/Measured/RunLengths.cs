namespace UserRep.Benchmarks.Scaling.Measured;

/// <summary>How much of everything is done.</summary>
internal sealed record RunLengths(int Repeats, double IdleSeconds, int Events, int Reads, int ReadsOneByOne, int SmallReads, int LargeReads)
{
    public static RunLengths For(bool quick) => quick ? new(2, 4, 4_000, 20_000, 1_000, 1_000, 100) : new(5, 6, 40_000, 100_000, 5_000, 4_000, 600);
}
