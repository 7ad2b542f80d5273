namespace UserRep.Model.Items;

/// <summary>
/// The index that our own writer leaves in the file: rows lie in the order of the hash of their id, and the hash is a column.
/// Nothing is built at open.
/// </summary>
internal sealed class StoredIndex : IItemIndex
{
    private const int Samples = 64;

    private readonly ItemBatches _batches;

    private StoredIndex(ItemBatches batches) => _batches = batches;

    public bool IsStored => true;

    /// <summary>
    /// The index, if the hash column can be trusted: ascending, and right where it is sampled. A tool that appended rows
    /// or renamed items would leave a column that finds nothing, so it is taken as a hint and never on faith.
    /// </summary>
    public static StoredIndex? TryRead(ItemBatches batches)
        => IsAscending(batches) && AreSamplesRight(batches) ? new StoredIndex(batches) : null;

    public int Find(ReadOnlySpan<byte> utf8)
    {
        ulong hash = ItemHash.Of(utf8);
        BatchHashes hashes = new(_batches);
        for (int row = SortedHashes<BatchHashes>.LowerBound(hashes, hash); row < _batches.Rows && hashes.Hash(row) == hash; row++)
        {
            if (_batches.Id(row).SequenceEqual(utf8)) return row;
        }

        return -1;
    }

    private static bool IsAscending(ItemBatches batches)
    {
        foreach (ItemBatch batch in batches.All)
        {
            if (!batch.HasHashes) return false;
            batch.ReadHashesSoon();
        }

        ulong last = 0;
        foreach (ItemBatch batch in batches.All)
        {
            foreach (ulong hash in batch.Hashes)
            {
                if (hash < last) return false;
                last = hash;
            }
        }

        return true;
    }

    private static bool AreSamplesRight(ItemBatches batches)
    {
        BatchHashes hashes = new(batches);
        int step = Math.Max(1, batches.Rows / Samples);
        for (long row = 0; row < batches.Rows; row += step)
        {
            if (hashes.Hash((int)row) != ItemHash.Of(batches.Id((int)row))) return false;
        }

        return true;
    }

    private readonly struct BatchHashes(ItemBatches batches) : IHashSource
    {
        public int Count => batches.Rows;

        public ulong Hash(int position) => batches.Locate(position, out int local).Hashes[local];
    }
}
