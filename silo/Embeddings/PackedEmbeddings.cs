using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using UserRep.Grains.Errors;
using UserRep.Grains.Reading;

namespace UserRep.Silo.Embeddings;

/// <summary>A batch as <c>application/octet-stream</c>; <see cref="Form"/> says how.</summary>
internal static class PackedEmbeddings
{
    public const string ContentType = "application/octet-stream";

    /// <summary>The form, for those who read it from another language.</summary>
    public static readonly string Form =
        "All little-endian: the bytes URV1; int32 users n; int32 dimension d; int64 moment of the answer in ms; int32 length and UTF-8 of the version, then of the space; "
        + "per user int64 position, int64 as-of in ms, byte freshness (0 fresh, 1 stale, 2 cold), byte error; then n × d float32, zeros where there is an error. Errors: "
        + string.Join(", ", Enum.GetValues<ServiceError>().Select(e => $"{(byte)e} {e}")) + ".";

    private const int HeadBytes = 20;
    private const int UserBytes = 18;

    public static byte[] Write(EmbeddingBatch batch)
    {
        byte[] version = Encoding.UTF8.GetBytes(batch.Version);
        byte[] space = Encoding.UTF8.GetBytes(batch.Space);
        byte[] bytes = new byte[HeadBytes + sizeof(int) + version.Length + sizeof(int) + space.Length + (batch.Infos.Length * UserBytes) + (batch.Vectors.Length * sizeof(float))];
        Span<byte> rest = bytes;
        "URV1"u8.CopyTo(rest);
        BinaryPrimitives.WriteInt32LittleEndian(rest[4..], batch.Infos.Length);
        BinaryPrimitives.WriteInt32LittleEndian(rest[8..], batch.Dimension);
        BinaryPrimitives.WriteInt64LittleEndian(rest[12..], batch.ServedAtMs);
        rest = Text(Text(rest[HeadBytes..], version), space);
        foreach (EmbeddingInfo info in batch.Infos)
        {
            BinaryPrimitives.WriteInt64LittleEndian(rest, info.Position);
            BinaryPrimitives.WriteInt64LittleEndian(rest[8..], info.AsOfMs);
            rest[16] = (byte)info.Freshness;
            rest[17] = (byte)(info.Failure?.Error ?? ServiceError.None);
            rest = rest[UserBytes..];
        }

        MemoryMarshal.AsBytes(batch.Vectors.Span).CopyTo(rest);
        return bytes;
    }

    private static Span<byte> Text(Span<byte> rest, byte[] text)
    {
        BinaryPrimitives.WriteInt32LittleEndian(rest, text.Length);
        text.CopyTo(rest[sizeof(int)..]);
        return rest[(sizeof(int) + text.Length)..];
    }
}
