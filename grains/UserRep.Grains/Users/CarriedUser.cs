using System.Buffers.Binary;
using System.IO.Hashing;
using UserRep.EventLog.Snapshots;

namespace UserRep.Grains.Users;

/// <summary>
/// What a user takes along to another silo. In its binary form a format byte, then a hash of the rest, then the rest: bytes of another
/// program, or that were damaged on the way, are nobody's.
/// </summary>
/// <param name="Epoch">The log's epoch.</param>
/// <param name="ErasedThrough">Up to which offset deliveries are ignored.</param>
/// <param name="AsOfMs">As of when the newest vector is: none is to be of earlier.</param>
/// <param name="WrittenCount">How many of the user's events the stored snapshots have.</param>
/// <param name="UnwrittenSinceMs">Since when there are others; 0 if there are none.</param>
/// <param name="States">The user's state in each feature space.</param>
internal sealed record CarriedUser(long Epoch, long ErasedThrough, long AsOfMs, long WrittenCount, long UnwrittenSinceMs, IReadOnlyList<Snapshot> States)
{
    private const byte Format = 1;
    private const int HashAt = 1;
    private const int BodyAt = HashAt + sizeof(ulong);

    public byte[] Write()
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(Format);
        writer.Write(0UL);
        writer.Write(Epoch);
        writer.Write(ErasedThrough);
        writer.Write(AsOfMs);
        writer.Write(WrittenCount);
        writer.Write(UnwrittenSinceMs);
        writer.Write(States.Count);
        foreach (Snapshot state in States)
        {
            writer.Write(state.FeatureSpace);
            writer.Write(state.Position);
            writer.Write(state.State.Length);
            writer.Write(state.State.Span);
        }

        byte[] bytes = stream.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(HashAt), Hash(bytes));
        return bytes;
    }

    /// <returns>What was written; null if these bytes are of another format, or damaged.</returns>
    public static CarriedUser? Read(string userId, byte[] bytes)
    {
        if (bytes.Length < BodyAt || bytes[0] != Format || BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(HashAt)) != Hash(bytes))
        {
            return null;
        }

        using MemoryStream stream = new(bytes, BodyAt, bytes.Length - BodyAt);
        using BinaryReader reader = new(stream);
        CarriedUser head = new(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), []);
        Snapshot[] states = new Snapshot[reader.ReadInt32()];
        for (int i = 0; i < states.Length; i++)
        {
            states[i] = new Snapshot(userId, reader.ReadString(), head.Epoch, reader.ReadInt64(), reader.ReadBytes(reader.ReadInt32()));
        }

        return head with { States = states };
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes) => XxHash64.HashToUInt64(bytes[BodyAt..]);
}
