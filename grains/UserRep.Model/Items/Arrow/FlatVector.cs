namespace UserRep.Model.Items.Arrow;

/// <summary>A vector of a FlatBuffers message; its length is checked against the buffer's end before anybody counts on it.</summary>
internal readonly ref struct FlatVector
{
    private readonly ReadOnlySpan<byte> _buffer;
    private readonly int _first;
    private readonly int _elementSize;

    public FlatVector(ReadOnlySpan<byte> buffer, int position, int elementSize)
    {
        Count = FlatTable.Read<int>(buffer, position);
        _first = position + sizeof(int);
        if (Count < 0 || (long)Count * elementSize > buffer.Length - _first)
        {
            throw new InvalidDataException("Its metadata holds a list that ends outside itself; it is truncated or damaged.");
        }

        _buffer = buffer;
        _elementSize = elementSize;
    }

    public int Count { get; }

    public T Value<T>(int index)
        where T : unmanaged
        => FlatTable.Read<T>(_buffer, Place(index));

    public FlatTable Table(int index) => FlatTable.At(_buffer, Place(index));

    private int Place(int index) => index >= 0 && index < Count
        ? _first + (index * _elementSize)
        : throw new InvalidDataException("Its metadata lists fewer parts than its schema needs; it is damaged.");
}
