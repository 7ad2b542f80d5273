namespace UserRep.Training.Simulation;

/// <summary>The few tracks that a listener comes back to. They wear off; the faintest makes room for the next.</summary>
internal sealed class Favourites
{
    private const int Capacity = 32;
    private const double MemoryDays = 40;

    private readonly int[] _items = new int[Capacity];
    private readonly int[] _genres = new int[Capacity];
    private readonly double[] _strengths = new double[Capacity];
    private int _count;

    public void Fade(double days)
    {
        double kept = Math.Exp(-days / MemoryDays);
        for (int i = 0; i < _count; i++)
            _strengths[i] *= kept;
    }

    public void Strengthen(int item, int genre, double by)
    {
        int slot = _items.AsSpan(0, _count).IndexOf(item);
        if (slot >= 0)
        {
            _strengths[slot] += by;
            return;
        }

        slot = _count < Capacity ? _count++ : Faintest();
        (_items[slot], _genres[slot], _strengths[slot]) = (item, genre, by);
    }

    /// <summary>A favourite of <paramref name="genre"/> that is not among <paramref name="played"/>, or -1.</summary>
    public int Draw(int genre, ReadOnlySpan<int> played, SeededRandom random)
    {
        Span<double> weights = stackalloc double[Capacity];
        for (int i = 0; i < _count; i++)
            weights[i] = _genres[i] == genre && !played.Contains(_items[i]) ? _strengths[i] : 0;
        int slot = WeightedChoice.Draw(weights[.._count], random);
        return slot < 0 ? -1 : _items[slot];
    }

    private int Faintest() => Array.IndexOf(_strengths, _strengths.Min());
}
