namespace UserRep.Benchmarks.Scaling.Measured;

/// <summary>How much of everything is done.</summary>
internal sealed record RunLengths(int Repeats, double IdleSeconds, int Events, int Reads, int SmallReads, int LargeReads)
{
    public static RunLengths For(bool quick) => quick ? new(2, 3, 4_000, 10_000, 400, 60) : new(3, 8, 20_000, 50_000, 2_000, 300);
}
