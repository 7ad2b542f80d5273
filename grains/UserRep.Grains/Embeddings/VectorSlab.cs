using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace UserRep.Grains.Embeddings;

/// <summary>
/// The vectors of one version, packed: rows in chunks that never move, so that readers need no lock. Writers are serialised by the table;
/// a reader that meets a writer looks again. What is known of a vector lies right before it, so that one look at memory finds both.
/// </summary>
internal sealed class VectorSlab(int dimension)
{
    private const int ChunkRows = 1_024;

    // The head of a row, in cells of 8 bytes: how often it was changed (odd: it is being changed), whose it is, its position, its moment.
    private const int Sequence = 0;
    private const int Owner = 1;
    private const int Position = 2;
    private const int AsOf = 3;
    private const int Head = 4;
    private const int CellBytes = sizeof(long);
    private const int LineBytes = 64;

    private readonly int _stride = Head + (((dimension * sizeof(float)) + CellBytes - 1) / CellBytes);
    private volatile long[]?[] _chunks = [];

    public int Dimension => dimension;

    /// <summary>Gets the bytes that the vectors and what is known of them take.</summary>
    public long Bytes => _chunks.Count(c => c is not null) * (long)ChunkRows * _stride * CellBytes;

    /// <param name="row">The row.</param>
    /// <param name="owner">Whose it is from now on; not 0.</param>
    /// <param name="vector">The vector.</param>
    /// <param name="position">Its position.</param>
    /// <param name="asOfMs">Its moment.</param>
    public void Write(int row, long owner, ReadOnlySpan<float> vector, long position, long asOfMs)
    {
        Span<long> cells = Row(ChunkFor(row / ChunkRows), row);
        Interlocked.Increment(ref cells[Sequence]);
        cells[Owner] = owner;
        cells[Position] = position;
        cells[AsOf] = asOfMs;
        vector.CopyTo(Vector(cells));
        Interlocked.Increment(ref cells[Sequence]);
    }

    public void Clear(int row)
    {
        if (row / ChunkRows < _chunks.Length && _chunks[row / ChunkRows] is { } chunk)
        {
            Span<long> cells = Row(chunk, row);
            Interlocked.Increment(ref cells[Sequence]);
            cells[Owner] = 0;
            Interlocked.Increment(ref cells[Sequence]);
        }
    }

    /// <summary>Has a row on its way from memory before it is read. Reads of many users wait for memory most of their time, and so for all at once.</summary>
    public unsafe void Prefetch(int row)
    {
        long[]?[] chunks = _chunks;
        if (!Sse.IsSupported || row / ChunkRows >= chunks.Length || chunks[row / ChunkRows] is not { } chunk)
        {
            return;
        }

        // If the collector moves the chunk meanwhile, the hint is wrong and nothing else.
        byte* cells = (byte*)Unsafe.AsPointer(ref chunk[row % ChunkRows * _stride]);
        for (int offset = 0; offset < _stride * CellBytes; offset += LineBytes)
        {
            Sse.Prefetch0(cells + offset);
        }
    }

    /// <summary>Reads a row if it is the owner's; an empty span takes no vector.</summary>
    public bool TryRead(int row, long owner, Span<float> vector, out long position, out long asOfMs)
    {
        position = asOfMs = 0;
        long[]?[] chunks = _chunks;
        if (row / ChunkRows >= chunks.Length || chunks[row / ChunkRows] is not { } chunk)
        {
            return false;
        }

        Span<long> cells = Row(chunk, row);
        SpinWait spin = default;
        while (true)
        {
            long before = Volatile.Read(ref cells[Sequence]);
            if ((before & 1) == 0)
            {
                bool isOwners = cells[Owner] == owner;
                if (isOwners)
                {
                    position = cells[Position];
                    asOfMs = cells[AsOf];
                    Vector(cells)[..vector.Length].CopyTo(vector);
                }

                Volatile.ReadBarrier();
                if (cells[Sequence] == before)
                {
                    return isOwners;
                }
            }

            spin.SpinOnce();
        }
    }

    private Span<long> Row(long[] chunk, int row) => chunk.AsSpan(row % ChunkRows * _stride, _stride);

    private Span<float> Vector(Span<long> cells) => MemoryMarshal.Cast<long, float>(cells[Head..])[..dimension];

    private long[] ChunkFor(int index)
    {
        if (index >= _chunks.Length)
        {
            long[]?[] grown = new long[]?[Math.Max(index + 1, _chunks.Length * 2)];
            _chunks.CopyTo(grown, 0);
            _chunks = grown;
        }

        return _chunks[index] ??= new long[ChunkRows * _stride];
    }
}
