using System.IO.Compression;
using UserRep.Model.Features;

namespace UserRep.Grains.Users;

/// <summary>
/// A state's bytes made fewer, without loss. Sums are float32 numbers of like size: the first bytes of all of them, then the second ones and so
/// on, hold runs that numbers one after another do not, and those of nothing are gone altogether.
/// </summary>
internal static class PackedState
{
    private const int Lanes = sizeof(float);

    public static byte[] Pack(ReadOnlySpan<byte> state)
    {
        byte[] lanes = new byte[state.Length];
        Transpose(state, lanes, state.Length / Lanes, Lanes);
        using MemoryStream packed = new(state.Length);
        using (DeflateStream deflate = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(lanes);
        }

        return packed.ToArray();
    }

    /// <param name="packed">What <see cref="Pack"/> made.</param>
    /// <param name="size">The bytes of the state.</param>
    /// <exception cref="FeatureStateException">It is damaged, or the state is of another size.</exception>
    public static byte[] Unpack(ReadOnlyMemory<byte> packed, int size)
    {
        // One more than there should be shows that there are more.
        byte[] lanes = new byte[size + 1];
        int read;
        try
        {
            using MemoryStream bytes = new(packed.ToArray());
            using DeflateStream inflate = new(bytes, CompressionMode.Decompress);
            read = inflate.ReadAtLeast(lanes, lanes.Length, throwOnEndOfStream: false);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw new FeatureStateException($"its packing is damaged ({error.Message})");
        }

        if (read != size)
        {
            throw new FeatureStateException($"it unpacks to {(read < size ? $"{read} bytes" : "more")} where {size} are needed");
        }

        byte[] state = new byte[size];
        Transpose(lanes.AsSpan(0, size), state, Lanes, size / Lanes);
        return state;
    }

    /// <summary>Turns [rows, columns] into [columns, rows]; what is behind them stays where it is.</summary>
    private static void Transpose(ReadOnlySpan<byte> source, Span<byte> target, int rows, int columns)
    {
        for (int column = 0; column < columns; column++)
        {
            for (int row = 0; row < rows; row++)
            {
                target[(column * rows) + row] = source[(row * columns) + column];
            }
        }

        source[(rows * columns)..].CopyTo(target[(rows * columns)..]);
    }
}
