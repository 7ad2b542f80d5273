namespace UserRep.Model.Items;

/// <summary>The index of a file without a hash column, built at open: 12 bytes per item, and no string.</summary>
internal sealed class BuiltIndex : IItemIndex
{
    private readonly ItemBatches _batches;
    private readonly ulong[] _hashes;
    private readonly int[] _rows;

    private BuiltIndex(ItemBatches batches, ulong[] hashes, int[] rows) => (_batches, _hashes, _rows) = (batches, hashes, rows);

    public bool IsStored => false;

    public static BuiltIndex Build(ItemBatches batches)
    {
        foreach (ItemBatch batch in batches.All)
        {
            batch.Ids.ReadSoon();
        }

        ulong[] hashes = new ulong[batches.Rows];
        int[] rows = new int[batches.Rows];
        for (int row = 0; row < rows.Length; row++)
        {
            hashes[row] = ItemHash.Of(batches.Id(row));
            rows[row] = row;
        }

        Array.Sort(hashes, rows);
        BuiltIndex index = new(batches, hashes, rows);
        index.RefuseDuplicates();
        return index;
    }

    public int Find(ReadOnlySpan<byte> utf8)
    {
        ulong hash = ItemHash.Of(utf8);
        for (int i = SortedHashes<ArrayHashes>.LowerBound(new(_hashes), hash); i < _hashes.Length && _hashes[i] == hash; i++)
        {
            if (_batches.Id(_rows[i]).SequenceEqual(utf8)) return _rows[i];
        }

        return -1;
    }

    private void RefuseDuplicates()
    {
        for (int i = 1; i < _hashes.Length; i++)
        {
            for (int j = i - 1; j >= 0 && _hashes[j] == _hashes[i]; j--)
            {
                if (_batches.Id(_rows[i]).SequenceEqual(_batches.Id(_rows[j])))
                {
                    throw new InvalidDataException($"Rows {_rows[j]} and {_rows[i]} have the same id.");
                }
            }
        }
    }

    private readonly struct ArrayHashes(ulong[] hashes) : IHashSource
    {
        public int Count => hashes.Length;

        public ulong Hash(int position) => hashes[position];
    }
}
