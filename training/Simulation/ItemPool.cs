namespace UserRep.Training.Simulation;

/// <summary>Some of the catalogue's tracks, to draw from by popularity or evenly.</summary>
internal sealed class ItemPool
{
    private readonly int[] _items;
    private readonly AliasTable _byPopularity;

    public ItemPool(int[] items, ReadOnlySpan<double> popularity)
    {
        _items = items;
        double[] weights = new double[items.Length];
        for (int i = 0; i < items.Length; i++)
            weights[i] = popularity[items[i]];
        _byPopularity = new AliasTable(weights);
    }

    public int DrawPopular(SeededRandom random) => _items[_byPopularity.Draw(random)];

    public int DrawAny(SeededRandom random) => _items[random.NextInt(_items.Length)];
}
