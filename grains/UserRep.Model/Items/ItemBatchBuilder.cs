using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using UserRep.Model.Features;

namespace UserRep.Model.Items;

/// <summary>Builds the record batches of an item table, one at a time.</summary>
internal sealed class ItemBatchBuilder
{
    private readonly IReadOnlyList<string> _ids;
    private readonly IReadOnlyList<ModalitySpec> _modalities;
    private readonly IItemVectors _vectors;
    private readonly ItemOrder _order;

    public ItemBatchBuilder(IReadOnlyList<string> ids, IReadOnlyList<ModalitySpec> modalities, IItemVectors vectors, ItemOrder order)
    {
        if (vectors.Count != ids.Count)
        {
            throw new ArgumentException($"There are {ids.Count} ids and {vectors.Count} items with vectors.", nameof(vectors));
        }

        if (!vectors.Dimensions.SequenceEqual(modalities.Select(m => m.Dimension)) || modalities.Any(m => m.Dimension <= 0))
        {
            throw new ArgumentException("The vectors' dimensions are not those of the modalities.", nameof(vectors));
        }

        string[] names = [ItemColumns.IdName, ItemColumns.HashName, .. modalities.Select(m => m.Name)];
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            throw new ArgumentException("Modalities need names of their own, other than those of the id columns.", nameof(modalities));
        }

        (_ids, _modalities, _vectors, _order) = (ids, modalities, vectors, order);
        Schema = BuildSchema(modalities);
    }

    public Schema Schema { get; }

    public RecordBatch Build(int start, int rows)
    {
        ReadOnlySpan<int> items = _order.Indexes.AsSpan(start, rows);
        List<IArrowArray> columns = [BuildIds(items), BuildHashes(start, rows)];
        for (int m = 0; m < _modalities.Count; m++)
        {
            columns.Add(BuildVectors(items, m));
        }

        return new RecordBatch(Schema, columns, rows);
    }

    private static Schema BuildSchema(IReadOnlyList<ModalitySpec> modalities)
    {
        List<Field> fields =
        [
            new(ItemColumns.IdName, StringType.Default, nullable: false),
            new(ItemColumns.HashName, UInt64Type.Default, nullable: false),
            .. modalities.Select(m => new Field(m.Name, VectorType(m.Dimension), nullable: true)),
        ];
        return new Schema(fields, metadata: null);
    }

    private static FixedSizeListType VectorType(int dimension) => new(new Field("item", FloatType.Default, nullable: false), dimension);

    private StringArray BuildIds(ReadOnlySpan<int> items)
    {
        byte[] offsets = new byte[(items.Length + 1) * sizeof(int)];
        MemoryStream text = new();
        Span<byte> utf8 = stackalloc byte[ItemTableWriter.MaxIdBytes];
        for (int i = 0; i < items.Length; i++)
        {
            text.Write(utf8[..ItemOrder.Encode(_ids[items[i]], items[i], utf8)]);
            BitConverter.TryWriteBytes(offsets.AsSpan((i + 1) * sizeof(int)), (int)text.Length);
        }

        ArrowBuffer bytes = new(text.GetBuffer().AsMemory(0, (int)text.Length));
        return new StringArray(items.Length, new ArrowBuffer(offsets), bytes, ArrowBuffer.Empty);
    }

    private UInt64Array BuildHashes(int start, int rows)
    {
        byte[] hashes = MemoryMarshal.AsBytes(_order.Hashes.AsSpan(start, rows)).ToArray();
        return new UInt64Array(new ArrowBuffer(hashes), ArrowBuffer.Empty, rows, 0, 0);
    }

    private FixedSizeListArray BuildVectors(ReadOnlySpan<int> items, int modality)
    {
        int dimension = _modalities[modality].Dimension;
        byte[] values = new byte[checked(items.Length * dimension * sizeof(float))];
        byte[] validity = new byte[(items.Length + 7) / 8];
        int nulls = 0;
        for (int i = 0; i < items.Length; i++)
        {
            ReadOnlySpan<float> vector = _vectors.Vector(items[i], modality);
            Check(vector, items[i], modality);
            MemoryMarshal.AsBytes(vector).CopyTo(values.AsSpan(i * dimension * sizeof(float)));
            if (vector.IsEmpty) nulls++;
            else validity[i >> 3] |= (byte)(1 << (i & 7));
        }

        FloatArray numbers = new(new ArrowBuffer(values), ArrowBuffer.Empty, items.Length * dimension, 0, 0);
        return new FixedSizeListArray(VectorType(dimension), items.Length, numbers, nulls == 0 ? ArrowBuffer.Empty : new ArrowBuffer(validity), nulls);
    }

    private void Check(ReadOnlySpan<float> vector, int item, int modality)
    {
        ModalitySpec spec = _modalities[modality];
        if (!vector.IsEmpty && vector.Length != spec.Dimension)
        {
            throw new ArgumentException($"Item '{_ids[item]}' has {vector.Length} numbers in modality '{spec.Name}', not {spec.Dimension}.");
        }

        if (!vector.IsEmpty && !TensorPrimitives.IsFiniteAll(vector))
        {
            throw new ArgumentException($"Item '{_ids[item]}' has a number that is not finite in modality '{spec.Name}'.");
        }
    }
}
