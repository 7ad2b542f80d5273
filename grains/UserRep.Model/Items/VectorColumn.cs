using UserRep.Model.Items.Arrow;

namespace UserRep.Model.Items;

/// <summary>The vectors of one modality in one record batch, in mapped memory; a null is an item without one.</summary>
internal sealed unsafe class VectorColumn
{
    private readonly float* _values;
    private readonly byte* _validity;
    private readonly int _dimension;

    public VectorColumn(ArrowBatch batch, ItemColumn column)
    {
        _dimension = column.Field.ListSize;
        long numbers = (long)batch.Rows * _dimension;
        _validity = Validity(batch, column.Node, column.Buffer, batch.Rows);
        byte* holes = Validity(batch, column.Node + 1, column.Buffer + 1, numbers);
        byte* values = batch.Buffer(column.Buffer + 2, numbers * sizeof(float), out _);
        if ((nuint)values % sizeof(float) != 0) throw new InvalidDataException($"Its column '{column.Name}' is not aligned to 4 bytes.");
        _values = (float*)values;
        if (holes != null) RefuseHoles(holes, batch.Rows, column.Name);
    }

    public ReadOnlySpan<float> Read(int row) => _validity == null || Bit(_validity, row)
        ? new ReadOnlySpan<float>(_values + ((long)row * _dimension), _dimension)
        : default;

    private static byte* Validity(ArrowBatch batch, int node, int buffer, long rows)
        => batch.Nulls(node, rows) == 0 ? null : batch.Buffer(buffer, (rows + 7) / 8, out _);

    private static bool Bit(byte* bits, long index) => (bits[index >> 3] & (1 << (int)(index & 7))) != 0;

    // Other tools write null numbers below null vectors, which is fine; a null number inside a vector is not.
    private void RefuseHoles(byte* holes, int rows, string name)
    {
        for (long row = 0; row < rows; row++)
        {
            bool present = _validity == null || Bit(_validity, row);
            for (long i = row * _dimension; present && i < (row + 1) * _dimension; i++)
            {
                if (!Bit(holes, i)) throw new InvalidDataException($"Its column '{name}' has a vector with null numbers.");
            }
        }
    }
}
