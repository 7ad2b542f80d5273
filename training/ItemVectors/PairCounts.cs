namespace UserRep.Training.ItemVectors;

/// <summary>Counts of unordered pairs by open addressing, 16 bytes a pair at most times: a dictionary would take three times that.</summary>
internal sealed class PairCounts
{
    private const ulong Free = ulong.MaxValue;
    private const ulong Spread = 0x9E3779B97F4A7C15;

    private ulong[] _keys;
    private float[] _counts;
    private int _shift;

    public PairCounts(int logarithm = 12)
    {
        (_keys, _counts, _shift) = (New(logarithm), new float[1 << logarithm], 64 - logarithm);
    }

    /// <summary>Gets the number of different pairs.</summary>
    public int Count { get; private set; }

    public IEnumerable<(int Low, int High, float Count)> Pairs
    {
        get
        {
            for (int slot = 0; slot < _keys.Length; slot++)
            {
                if (_keys[slot] != Free) yield return ((int)(_keys[slot] >> 32), (int)(uint)_keys[slot], _counts[slot]);
            }
        }
    }

    public void Add(int first, int second)
    {
        ulong key = first < second ? Key(first, second) : Key(second, first);
        int slot = Find(key);
        if (_keys[slot] == Free)
        {
            _keys[slot] = key;
            Count++;
        }

        _counts[slot]++;
        if (Count > _keys.Length / 4 * 3) Grow();
    }

    private static ulong Key(int low, int high) => ((ulong)low << 32) | (uint)high;

    private static ulong[] New(int logarithm)
    {
        ulong[] keys = new ulong[1 << logarithm];
        keys.AsSpan().Fill(Free);
        return keys;
    }

    private int Find(ulong key)
    {
        int slot = (int)((key * Spread) >> _shift);
        while (_keys[slot] != key && _keys[slot] != Free) slot = (slot + 1) & (_keys.Length - 1);
        return slot;
    }

    private void Grow()
    {
        (ulong[] keys, float[] counts) = (_keys, _counts);
        _shift--;
        (_keys, _counts) = (New(64 - _shift), new float[keys.Length * 2]);
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i] == Free) continue;
            int slot = Find(keys[i]);
            (_keys[slot], _counts[slot]) = (keys[i], counts[i]);
        }
    }
}
