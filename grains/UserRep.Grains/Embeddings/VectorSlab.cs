namespace UserRep.Grains.Embeddings;

/// <summary>
/// The vectors of one version, packed: rows in chunks that never move, so that readers need no lock. Writers are serialised by the table;
/// a reader that meets a writer looks again.
/// </summary>
internal sealed class VectorSlab(int dimension)
{
    private const int ChunkRows = 1_024;

    private volatile Chunk?[] _chunks = [];

    public int Dimension => dimension;

    /// <summary>Gets the bytes that the vectors and what is known of them take.</summary>
    public long Bytes => _chunks.Count(c => c is not null) * (long)ChunkRows * ((dimension * sizeof(float)) + Chunk.RowBytes);

    public void Write(int row, string owner, ReadOnlySpan<float> vector, long position, long asOfMs)
    {
        Chunk chunk = ChunkFor(row / ChunkRows);
        int at = row % ChunkRows;
        chunk.Begin(at);
        vector.CopyTo(chunk.Vectors.AsSpan(at * dimension, dimension));
        chunk.Owners[at] = owner;
        chunk.Positions[at] = position;
        chunk.AsOfMs[at] = asOfMs;
        chunk.End(at);
    }

    public void Clear(int row)
    {
        if (row / ChunkRows < _chunks.Length && _chunks[row / ChunkRows] is { } chunk)
        {
            int at = row % ChunkRows;
            chunk.Begin(at);
            chunk.Owners[at] = null;
            chunk.End(at);
        }
    }

    /// <summary>Reads a row if it is the owner's; an empty span takes no vector.</summary>
    public bool TryRead(int row, string owner, Span<float> vector, out long position, out long asOfMs)
    {
        position = asOfMs = 0;
        Chunk?[] chunks = _chunks;
        if (row / ChunkRows >= chunks.Length || chunks[row / ChunkRows] is not { } chunk)
        {
            return false;
        }

        int at = row % ChunkRows;
        SpinWait spin = default;
        while (true)
        {
            int before = chunk.Sequence(at);
            if ((before & 1) == 0)
            {
                bool isOwners = string.Equals(chunk.Owners[at], owner, StringComparison.Ordinal);
                if (isOwners)
                {
                    chunk.Vectors.AsSpan(at * dimension, vector.IsEmpty ? 0 : dimension).CopyTo(vector);
                    position = chunk.Positions[at];
                    asOfMs = chunk.AsOfMs[at];
                }

                Interlocked.MemoryBarrier();
                if (chunk.Sequence(at) == before)
                {
                    return isOwners;
                }
            }

            spin.SpinOnce();
        }
    }

    private Chunk ChunkFor(int index)
    {
        if (index >= _chunks.Length)
        {
            Chunk?[] grown = new Chunk?[Math.Max(index + 1, _chunks.Length * 2)];
            _chunks.CopyTo(grown, 0);
            _chunks = grown;
        }

        return _chunks[index] ??= new Chunk(dimension);
    }

    private sealed class Chunk(int dimension)
    {
        public const int RowBytes = sizeof(long) + sizeof(long) + sizeof(int) + sizeof(long);

        private readonly int[] _sequences = new int[ChunkRows];

        public float[] Vectors { get; } = new float[ChunkRows * dimension];

        public string?[] Owners { get; } = new string?[ChunkRows];

        public long[] Positions { get; } = new long[ChunkRows];

        public long[] AsOfMs { get; } = new long[ChunkRows];

        public int Sequence(int at) => Volatile.Read(ref _sequences[at]);

        public void Begin(int at) => Interlocked.Increment(ref _sequences[at]);

        public void End(int at) => Interlocked.Increment(ref _sequences[at]);
    }
}
