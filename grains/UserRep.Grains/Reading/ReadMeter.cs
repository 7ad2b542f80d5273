namespace UserRep.Grains.Reading;

/// <summary>Counts what became of the vectors that were asked for here: once a batch, for a look at every counter for every user would be felt.</summary>
internal sealed class ReadMeter
{
    private const int FailedPlace = (int)Freshness.Cold + 1;

    private readonly long[] _counts = new long[FailedPlace + 1];

    /// <summary>Gets how many users got an error in the place of a vector.</summary>
    public long Failed => Volatile.Read(ref _counts[FailedPlace]);

    public long Of(Freshness freshness) => Volatile.Read(ref _counts[(int)freshness]);

    /// <summary>Counts users none of whom got a vector, since the whole read failed.</summary>
    public void CountFailed(int users) => Interlocked.Add(ref _counts[FailedPlace], users);

    public void Count(ReadOnlySpan<EmbeddingInfo> infos)
    {
        Span<long> counts = stackalloc long[FailedPlace + 1];
        foreach (ref readonly EmbeddingInfo info in infos)
        {
            counts[info.Failure is null ? (int)info.Freshness : FailedPlace]++;
        }

        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
            {
                Interlocked.Add(ref _counts[i], counts[i]);
            }
        }
    }
}
