namespace UserRep.Model.Items.Arrow;

/// <summary>The footer of an Arrow IPC file: its columns, and where its record batches lie.</summary>
internal sealed record ArrowFooter(IReadOnlyList<ArrowField> Fields, IReadOnlyList<ArrowBlock> Blocks)
{
    private const int HeadLength = 8;
    private const int TailLength = sizeof(int) + 6;

    private static ReadOnlySpan<byte> Magic => "ARROW1"u8;

    public static ArrowFooter Read(MappedFile file)
    {
        if (file.Length < HeadLength + TailLength || !file.Slice(0, Magic.Length).SequenceEqual(Magic))
        {
            throw new InvalidDataException("It is not an Arrow IPC file.");
        }

        if (!file.Slice(file.Length - Magic.Length, Magic.Length).SequenceEqual(Magic))
        {
            throw new InvalidDataException("Its end is missing; it is truncated.");
        }

        int length = FlatTable.Read<int>(file.Slice(file.Length - TailLength, sizeof(int)), 0);
        if (length <= 0 || length > file.Length - HeadLength - TailLength)
        {
            throw new InvalidDataException($"Its footer of {length} bytes does not fit; it is damaged.");
        }

        return Parse(FlatTable.Root(file.Slice(file.Length - TailLength - length, length)));
    }

    private static unsafe ArrowFooter Parse(FlatTable footer)
    {
        FlatTable schema = footer.Table(1);
        if (schema.Value<short>(0) != 0) throw new InvalidDataException("It is big-endian; write it little-endian.");
        FlatVector list = footer.Vector(3, sizeof(ArrowBlock));
        List<ArrowBlock> blocks = new(list.Count);
        for (int i = 0; i < list.Count; i++)
        {
            blocks.Add(list.Value<ArrowBlock>(i));
        }

        return new ArrowFooter(ArrowField.ReadChildren(schema.Vector(1, sizeof(int)), depth: 0), blocks);
    }
}
