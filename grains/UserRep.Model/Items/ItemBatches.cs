using UserRep.Model.Items.Arrow;

namespace UserRep.Model.Items;

/// <summary>The record batches of an item table, addressed by row.</summary>
internal sealed class ItemBatches
{
    private readonly ItemBatch[] _batches;
    private readonly int[] _starts;
    private readonly int _stride;

    private ItemBatches(List<ItemBatch> batches)
    {
        _batches = [.. batches];
        _starts = new int[_batches.Length];
        long rows = 0;
        for (int i = 0; i < _batches.Length; i++)
        {
            _starts[i] = (int)rows;
            rows += _batches[i].Rows;
            if (rows > int.MaxValue) throw new InvalidDataException($"It has more than {int.MaxValue} rows.");
        }

        Rows = (int)rows;
        _stride = Stride(_batches);
    }

    public int Rows { get; }

    public ReadOnlySpan<ItemBatch> All => _batches;

    public static ItemBatches Read(MappedFile file, ArrowFooter footer, ItemColumns columns)
    {
        List<ItemBatch> batches = new(footer.Blocks.Count);
        foreach (ArrowBlock block in footer.Blocks)
        {
            ArrowBatch batch = ArrowBatch.Read(file, block);
            if (batch.Rows > 0) batches.Add(new ItemBatch(batch, columns));
        }

        return new ItemBatches(batches);
    }

    public ItemBatch Locate(int row, out int local)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        int batch = _stride > 0 ? row / _stride : Search(row);
        local = row - _starts[batch];
        return _batches[batch];
    }

    public ReadOnlySpan<byte> Id(int row) => Locate(row, out int local).Ids.Read(local);

    // Our own writer makes all batches but the last alike, which turns the search for a row's batch into a division.
    private static int Stride(ItemBatch[] batches)
    {
        if (batches.Length == 0) return 0;
        int stride = batches[0].Rows;
        bool alike = Array.TrueForAll(batches[..^1], b => b.Rows == stride);
        return alike && batches[^1].Rows <= stride ? stride : 0;
    }

    private int Search(int row)
    {
        int found = Array.BinarySearch(_starts, row);
        return found >= 0 ? found : ~found - 1;
    }
}
