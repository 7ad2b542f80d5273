namespace UserRep.Model.Items.Arrow;

/// <summary>One record batch: its columns' row counts and where their buffers lie in the file.</summary>
internal readonly ref struct ArrowBatch
{
    private const byte RecordBatchHeader = 3;

    private readonly MappedFile _file;
    private readonly FlatVector _nodes;
    private readonly FlatVector _buffers;
    private readonly long _body;
    private readonly long _bodyLength;

    private ArrowBatch(MappedFile file, FlatTable batch, ArrowBlock block)
    {
        _file = file;
        _body = block.Offset + block.MetadataLength;
        _bodyLength = block.BodyLength;
        long rows = batch.Value<long>(0);
        Rows = rows is >= 0 and <= int.MaxValue ? (int)rows : throw new InvalidDataException($"A record batch claims {rows} rows; it is damaged.");
        _nodes = batch.Vector(1, 16);
        _buffers = batch.Vector(2, 16);
    }

    public int Rows { get; }

    public static ArrowBatch Read(MappedFile file, ArrowBlock block)
    {
        ReadOnlySpan<byte> metadata = file.Slice(block.Offset, block.MetadataLength);

        // Since format 0.15 a marker of four 0xFF bytes stands before the length.
        int prefix = FlatTable.Read<int>(metadata, 0) == -1 ? 8 : 4;
        FlatTable message = FlatTable.Root(metadata[Math.Min(prefix, metadata.Length)..]);
        if (message.Value<byte>(1) != RecordBatchHeader) throw new InvalidDataException("A record batch is not where the footer says; it is damaged.");
        FlatTable batch = message.Table(2);
        if (batch.Has(3)) throw new InvalidDataException("It is compressed, and mapped memory cannot be; write it without compression.");
        return new ArrowBatch(file, batch, block);
    }

    /// <summary>The number of nulls of a column, after checking that it has <paramref name="rows"/> rows.</summary>
    public long Nulls(int node, long rows)
    {
        ArrowRange counts = _nodes.Value<ArrowRange>(node);
        return counts.First == rows && counts.Second >= 0 && counts.Second <= rows
            ? counts.Second
            : throw new InvalidDataException($"A column claims {counts.First} rows and {counts.Second} nulls in a batch of {rows}; it is damaged.");
    }

    /// <summary>A buffer's memory, after checking that it lies in the batch and holds at least <paramref name="needed"/> bytes.</summary>
    public unsafe byte* Buffer(int index, long needed, out long length)
    {
        ArrowRange range = _buffers.Value<ArrowRange>(index);
        if (range.First < 0 || range.Second < needed || range.First > _bodyLength - range.Second)
        {
            throw new InvalidDataException($"A buffer of {range.Second} bytes at {range.First} does not fit its batch or its rows; it is damaged.");
        }

        length = range.Second;
        return _file.Pointer(_body + range.First, range.Second);
    }
}
