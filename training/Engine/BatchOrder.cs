namespace UserRep.Training.Engine;

/// <summary>A new seeded order of all rows for every epoch, in batches; the last one may be short.</summary>
internal sealed class BatchOrder(int count, int batchSize, int seed)
{
    private readonly Random _random = new(seed);
    private readonly int[] _rows = [.. Enumerable.Range(0, count)];

    public int BatchesPerEpoch { get; } = (count + batchSize - 1) / batchSize;

    /// <summary>The batches of one epoch. They are views of one array: use them before the next epoch begins.</summary>
    public IEnumerable<ReadOnlyMemory<int>> NextEpoch()
    {
        _random.Shuffle(_rows);
        for (var start = 0; start < count; start += batchSize) yield return _rows.AsMemory(start..Math.Min(start + batchSize, count));
    }
}
