using System.Buffers.Binary;
using UserRep.Model.Features;

namespace UserRep.Grains.Users;

/// <summary>
/// The head of a fold's binary form: a format byte, then count and times as little-endian 64-bit numbers, then a hash of these; the state
/// follows, with a checksum of its own.
/// </summary>
internal readonly record struct UserSnapshot(long EventCount, long FirstEventMs, long LastEventMs)
{
    private const byte Format = 1;
    private const int CountAt = 1;
    private const int FirstAt = 9;
    private const int LastAt = 17;
    private const int HashAt = 25;
    private const int StateAt = 33;

    public static byte[] Write(UserFold fold)
    {
        byte[] bytes = new byte[StateAt + fold.Space.Codec.Size];
        bytes[0] = Format;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(CountAt), fold.EventCount);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(FirstAt), fold.FirstEventMs);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(LastAt), fold.LastEventMs);
        fold.Space.Codec.Write(fold.State, bytes.AsSpan(StateAt));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(HashAt), Hash(bytes));
        return bytes;
    }

    /// <exception cref="FeatureStateException">The bytes are damaged, or of another format.</exception>
    public static UserSnapshot Read(ReadOnlySpan<byte> bytes, FeatureStateCodec codec, FeatureState state)
    {
        if (bytes.Length != StateAt + codec.Size)
        {
            throw new FeatureStateException($"A snapshot of {bytes.Length} bytes, where {StateAt + codec.Size} were expected.");
        }

        if (bytes[0] != Format)
        {
            throw new FeatureStateException($"A snapshot of format {bytes[0]}; this program reads {Format}.");
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[HashAt..]) != Hash(bytes))
        {
            throw new FeatureStateException("The snapshot's header is damaged.");
        }

        codec.Read(bytes[StateAt..], state);
        return new UserSnapshot(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[CountAt..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[FirstAt..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[LastAt..]));
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes) => System.IO.Hashing.XxHash64.HashToUInt64(bytes[..HashAt]);
}
