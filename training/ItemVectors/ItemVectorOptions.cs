namespace UserRep.Training.ItemVectors;

/// <summary>How item vectors are learned.</summary>
internal sealed record ItemVectorOptions
{
    /// <summary>The last moment an event may have to be seen.</summary>
    public long UntilMs { get; init; } = long.MaxValue;

    /// <summary>Numbers per item and modality.</summary>
    public int Dimension { get; init; } = 80;

    /// <summary>An item needs this many events up to the moment to get a collaborative vector.</summary>
    public int MinimumEvents { get; init; } = 5;

    /// <summary>Items this many places apart in one sitting co-occur.</summary>
    public int SittingWindow { get; init; } = 20;

    /// <summary>Items this many places apart in a user's history co-occur.</summary>
    public int HistoryWindow { get; init; } = 100;

    /// <summary>A pause longer than this ends a sitting.</summary>
    public long SittingPauseMs { get; init; } = 60 * 60_000;

    /// <summary>At most so many pairs are counted in one view, which bounds the time.</summary>
    /// <value>400 million; the whole history of MovieLens 1M has about 50 million.</value>
    public long MaximumPairs { get; init; } = 400_000_000;

    /// <summary>Counting ends at so many different pairs, which bounds the memory: about 50 bytes a pair until the decomposition is done.</summary>
    public int MaximumDifferentPairs { get; init; } = 16_000_000;

    /// <summary>Exponent of the singular values in the row factors.</summary>
    public double SingularValuePower { get; init; } = 0.5;

    public int Seed { get; init; } = 1;
}
