using System.Buffers.Binary;
using UserRep.Model.Features;

namespace UserRep.Grains.Users;

/// <summary>
/// The head of a fold's binary form: a format byte, then count and times as little-endian 64-bit numbers, then a hash of these; the state
/// follows, packed, with a checksum of its own.
/// </summary>
internal readonly record struct UserSnapshot(long EventCount, long FirstEventMs, long LastEventMs)
{
    private const byte Format = 2;

    /// <summary>The same with the state as it is: read, and written no more.</summary>
    private const byte Unpacked = 1;

    private const int CountAt = 1;
    private const int FirstAt = 9;
    private const int LastAt = 17;
    private const int HashAt = 25;
    private const int StateAt = 33;

    public static byte[] Write(UserFold fold)
    {
        byte[] state = new byte[fold.Space.Codec.Size];
        fold.Space.Codec.Write(fold.State, state);
        byte[] packed = PackedState.Pack(state);
        byte[] bytes = new byte[StateAt + packed.Length];
        bytes[0] = Format;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(CountAt), fold.EventCount);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(FirstAt), fold.FirstEventMs);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(LastAt), fold.LastEventMs);
        packed.CopyTo(bytes, StateAt);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(HashAt), Hash(bytes));
        return bytes;
    }

    /// <exception cref="FeatureStateException">The bytes are damaged, or of another format.</exception>
    public static UserSnapshot Read(ReadOnlyMemory<byte> snapshot, FeatureStateCodec codec, FeatureState state)
    {
        ReadOnlySpan<byte> bytes = snapshot.Span;
        if (bytes.Length < StateAt)
        {
            throw new FeatureStateException($"A snapshot of {bytes.Length} bytes, where there are {StateAt} at least.");
        }

        if (bytes[0] is not (Format or Unpacked))
        {
            throw new FeatureStateException($"A snapshot of format {bytes[0]}; this program reads {Unpacked} and {Format}.");
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[HashAt..]) != Hash(bytes))
        {
            throw new FeatureStateException("The snapshot's header is damaged.");
        }

        codec.Read(bytes[0] == Format ? PackedState.Unpack(snapshot[StateAt..], codec.Size) : bytes[StateAt..], state);
        return new UserSnapshot(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[CountAt..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[FirstAt..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[LastAt..]));
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes) => System.IO.Hashing.XxHash64.HashToUInt64(bytes[..HashAt]);
}
