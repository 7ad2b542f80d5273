using System.Runtime.CompilerServices;
using UserRep.Model.Items.Arrow;

namespace UserRep.Model.Items;

/// <summary>The ids of one record batch, in mapped memory.</summary>
/// <remarks>
/// The offsets are checked as they are read, not at open: checking them all would touch 4 MB per million items,
/// and a wrong offset in a file that passed its hash is rare enough to be found on the way.
/// </remarks>
internal sealed unsafe class IdColumn
{
    private readonly byte* _offsets;
    private readonly byte* _text;
    private readonly long _textLength;
    private readonly long _offsetsLength;
    private readonly bool _isLarge;

    public IdColumn(ArrowBatch batch, ItemColumn column)
    {
        if (batch.Nulls(column.Node, batch.Rows) != 0) throw new InvalidDataException("Its column 'id' has nulls.");
        _isLarge = column.Field.Type == ArrowType.LargeUtf8;
        long width = _isLarge ? sizeof(long) : sizeof(int);
        _offsets = batch.Buffer(column.Buffer + 1, (batch.Rows + 1L) * width, out _offsetsLength);
        _text = batch.Buffer(column.Buffer + 2, 0, out _textLength);
    }

    public ReadOnlySpan<byte> Read(int row)
    {
        (long start, long end) = (Offset(row), Offset(row + 1));
        if (start < 0 || end < start || end > _textLength || end - start > int.MaxValue)
        {
            throw new InvalidDataException($"The id of row {row} of a batch ends outside its buffer; the file is damaged.");
        }

        return new ReadOnlySpan<byte>(_text + start, (int)(end - start));
    }

    /// <summary>Before all ids are read, in any order.</summary>
    public void ReadSoon()
    {
        MemoryAdvice.ReadSoon(_offsets, _offsetsLength);
        MemoryAdvice.ReadSoon(_text, _textLength);
    }

    private long Offset(int row) => _isLarge
        ? Unsafe.ReadUnaligned<long>(_offsets + ((long)row * sizeof(long)))
        : Unsafe.ReadUnaligned<int>(_offsets + ((long)row * sizeof(int)));
}
