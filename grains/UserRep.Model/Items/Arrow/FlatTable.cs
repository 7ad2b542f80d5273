using System.Runtime.InteropServices;

namespace UserRep.Model.Items.Arrow;

/// <summary>
/// A table of a FlatBuffers message, every read checked against the buffer's end:
/// the usual readers trust their input, and this input is a file that may be damaged.
/// </summary>
internal readonly ref struct FlatTable
{
    private readonly ReadOnlySpan<byte> _buffer;
    private readonly int _position;
    private readonly int _vtable;
    private readonly int _vtableLength;

    private FlatTable(ReadOnlySpan<byte> buffer, int position)
    {
        _buffer = buffer;
        _position = position;
        _vtable = checked(position - Read<int>(buffer, position));
        _vtableLength = Read<ushort>(buffer, _vtable);
    }

    public static FlatTable Root(ReadOnlySpan<byte> buffer) => At(buffer, 0);

    /// <summary>The table that the offset at <paramref name="position"/> points to.</summary>
    public static FlatTable At(ReadOnlySpan<byte> buffer, int position) => new(buffer, Follow(buffer, position));

    public static T Read<T>(ReadOnlySpan<byte> buffer, int position)
        where T : unmanaged
    {
        if (position < 0 || position >= buffer.Length || !MemoryMarshal.TryRead(buffer[position..], out T value))
        {
            throw new InvalidDataException("Its metadata points outside itself; it is truncated or damaged.");
        }

        return value;
    }

    public bool Has(int field) => Place(field) != 0;

    public T Value<T>(int field, T missing = default)
        where T : unmanaged
        => Place(field) is var place and not 0 ? Read<T>(_buffer, place) : missing;

    public FlatTable Table(int field) => At(_buffer, Required(field));

    public FlatVector Vector(int field, int elementSize)
        => Place(field) is var place and not 0 ? new FlatVector(_buffer, Follow(_buffer, place), elementSize) : default;

    public string Text(int field)
    {
        if (!Has(field)) return string.Empty;
        int start = Follow(_buffer, Required(field));
        int length = Read<int>(_buffer, start);
        if (length < 0 || length > _buffer.Length - start - sizeof(int))
        {
            throw new InvalidDataException("Its metadata holds a name that ends outside itself; it is truncated or damaged.");
        }

        return System.Text.Encoding.UTF8.GetString(_buffer.Slice(start + sizeof(int), length));
    }

    // Offsets point forwards only, so a chain of them always ends: a damaged file cannot make the reader run in circles.
    private static int Follow(ReadOnlySpan<byte> buffer, int position)
    {
        uint offset = Read<uint>(buffer, position);
        if (offset < sizeof(uint) || offset > buffer.Length - position)
        {
            throw new InvalidDataException("Its metadata points outside itself; it is truncated or damaged.");
        }

        return position + (int)offset;
    }

    private int Place(int field)
    {
        int slot = sizeof(int) + (field * sizeof(ushort));
        if (slot + sizeof(ushort) > _vtableLength) return 0;
        int offset = Read<ushort>(_buffer, _vtable + slot);
        return offset == 0 ? 0 : _position + offset;
    }

    private int Required(int field) => Place(field) is var place and not 0
        ? place
        : throw new InvalidDataException("Its metadata lacks a part; it is damaged.");
}
