using UserRep.Model.Items.Arrow;

namespace UserRep.Model.Items;

/// <summary>One record batch of an item table, every range inside the file.</summary>
internal sealed unsafe class ItemBatch
{
    private readonly ulong* _hashes;

    public ItemBatch(ArrowBatch batch, ItemColumns columns)
    {
        Rows = batch.Rows;
        Ids = new IdColumn(batch, columns.Id);
        Vectors = [.. ReadVectors(batch, columns.Vectors)];
        if (columns.Hash is not { } hash || batch.Nulls(hash.Node, batch.Rows) != 0) return;
        byte* hashes = batch.Buffer(hash.Buffer + 1, (long)batch.Rows * sizeof(ulong), out _);
        _hashes = (nuint)hashes % sizeof(ulong) == 0 ? (ulong*)hashes : null;
    }

    public int Rows { get; }

    public IdColumn Ids { get; }

    public VectorColumn[] Vectors { get; }

    public bool HasHashes => _hashes != null;

    public ReadOnlySpan<ulong> Hashes => new(_hashes, Rows);

    /// <summary>Before all hashes are read.</summary>
    public void ReadHashesSoon() => MemoryAdvice.ReadSoon((byte*)_hashes, (long)Rows * sizeof(ulong));

    private static List<VectorColumn> ReadVectors(ArrowBatch batch, IReadOnlyList<ItemColumn> columns)
    {
        List<VectorColumn> vectors = new(columns.Count);
        foreach (ItemColumn column in columns)
        {
            vectors.Add(new VectorColumn(batch, column));
        }

        return vectors;
    }
}
