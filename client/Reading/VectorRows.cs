using System.Runtime.InteropServices;

namespace UserRep.Client;

/// <summary>
/// The vectors of an answer, [users, dimension], in pieces that the collector treats as the short-lived memory that they are: an array of 85,000
/// bytes or more would be cleared first, and collected with all that is old.
/// </summary>
internal sealed class VectorRows
{
    private const int PieceBytes = 64 << 10;

    private readonly float[][] _pieces;
    private readonly int _dimension;
    private readonly int _perPiece;

    /// <param name="vectors">The vectors as bytes, little-endian; they are copied.</param>
    /// <param name="dimension">The numbers of each, at least 1; so many must go into the bytes without a rest.</param>
    public VectorRows(ReadOnlySpan<byte> vectors, int dimension)
    {
        int rowBytes = dimension * sizeof(float);
        _dimension = dimension;
        _perPiece = Math.Max(1, PieceBytes / rowBytes);
        Bytes = vectors.Length;
        int rows = vectors.Length / rowBytes;
        _pieces = new float[(rows + _perPiece - 1) / _perPiece][];
        for (int i = 0; i < _pieces.Length; i++)
        {
            ReadOnlySpan<byte> part = vectors[..(Math.Min(rows - (i * _perPiece), _perPiece) * rowBytes)];
            vectors = vectors[part.Length..];
            _pieces[i] = GC.AllocateUninitializedArray<float>(part.Length / sizeof(float));
            part.CopyTo(MemoryMarshal.AsBytes(_pieces[i].AsSpan()));
        }
    }

    /// <summary>Gets how many bytes the vectors have.</summary>
    public int Bytes { get; }

    public ReadOnlyMemory<float> this[int row] => _pieces[row / _perPiece].AsMemory(row % _perPiece * _dimension, _dimension);

    /// <summary>Some of the vectors, one after another in an array of their own.</summary>
    public float[] Copy(int first, int count)
    {
        float[] copy = GC.AllocateUninitializedArray<float>(count * _dimension);
        for (int i = 0; i < count; i++)
        {
            this[first + i].Span.CopyTo(copy.AsSpan(i * _dimension));
        }

        return copy;
    }
}
