namespace UserRep.Training.Datasets;

/// <summary>Ids as UTF-8, numbered in the order they came: 50 million events look their items up here without making a string.</summary>
internal sealed class Utf8Table
{
    private byte[] _bytes = new byte[1024];
    private int[] _ends = new int[64];
    private int[] _slots = new int[256];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(Start(index).._ends[index]);

    /// <summary>Gets every id, one after another: <see cref="Start"/> says where each begins.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    public int Start(int index) => index == 0 ? 0 : _ends[index - 1];

    public int Find(ReadOnlySpan<byte> id) => _slots[Slot(id)] - 1;

    /// <summary>Adds an id.</summary>
    /// <returns>False if it was there already.</returns>
    public bool TryAdd(ReadOnlySpan<byte> id, out int index)
    {
        int slot = Slot(id);
        index = _slots[slot] - 1;
        if (index >= 0) return false;
        index = Append(id);
        _slots[slot] = Count;
        if (Count * 2 > _slots.Length) Rehash();
        return true;
    }

    private int Append(ReadOnlySpan<byte> id)
    {
        int start = Start(Count);
        while (start + id.Length > _bytes.Length) Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, _bytes.Length * 2L));
        if (Count == _ends.Length) Array.Resize(ref _ends, Count * 2);
        id.CopyTo(_bytes.AsSpan(start));
        _ends[Count] = start + id.Length;
        return Count++;
    }

    private int Slot(ReadOnlySpan<byte> id)
    {
        int mask = _slots.Length - 1;
        int slot = (int)(Hash(id) & (uint)mask);
        while (_slots[slot] != 0 && !this[_slots[slot] - 1].SequenceEqual(id)) slot = (slot + 1) & mask;
        return slot;
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        for (int i = 0; i < Count; i++) _slots[Slot(this[i])] = i + 1;
    }

    // FNV-1a with a final mix: ids are short, and the same run must number them the same on every machine.
    private static ulong Hash(ReadOnlySpan<byte> id)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in id) hash = (hash ^ b) * 1099511628211;
        return hash ^ (hash >> 32);
    }
}
