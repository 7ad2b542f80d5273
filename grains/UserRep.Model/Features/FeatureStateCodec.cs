using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace UserRep.Model.Features;

/// <summary>
/// A state as bytes and back, bit for bit: version, fingerprint of the spec, counts, accumulators as float32, profile, XxHash64 over all of it.
/// Little-endian; fixed size for a spec. Thread-safe.
/// </summary>
public sealed class FeatureStateCodec
{
    private const uint Magic = 0x53465255; // "URFS"
    private const ushort Version = 1;
    private const int HeaderBytes = 4 + 2 + 2 + 8 + 8 + 8 + 8 + 4;
    private const int ProfileValueBytes = 4 + 8 + 8;
    private const int ChecksumBytes = 8;

    private readonly FeatureLayout _layout;
    private readonly ulong _specHash;

    /// <summary>Initializes a new instance of the <see cref="FeatureStateCodec"/> class.</summary>
    /// <param name="layout">The layout whose states it writes and reads.</param>
    public FeatureStateCodec(FeatureLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("States are stored little-endian; this processor is big-endian.");
        }

        _layout = layout;
        _specHash = XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(layout.Spec.ToJson()));
        Size = HeaderBytes
            + (layout.Spec.EventTypes.Count * sizeof(uint))
            + (layout.Accumulators.Length * sizeof(float))
            + (layout.Spec.Profile.Count * ProfileValueBytes)
            + ChecksumBytes;
    }

    /// <summary>Gets the size of a state in bytes.</summary>
    public int Size { get; }

    /// <summary>Writes a state.</summary>
    /// <param name="state">The state; it must follow the codec's layout.</param>
    /// <param name="target">Where to; at least <see cref="Size"/> bytes.</param>
    public void Write(FeatureState state, Span<byte> target)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!ReferenceEquals(state.Layout, _layout))
        {
            throw new ArgumentException("The state follows another layout.", nameof(state));
        }

        target = target[..Size];
        WriteHeader(state, target);
        Span<byte> rest = target[HeaderBytes..];
        rest = Put(MemoryMarshal.AsBytes(state.Counts.AsSpan()), rest);
        rest = Put(MemoryMarshal.AsBytes(state.Values.AsSpan()), rest);
        foreach (ProfileValue value in state.Profile)
        {
            BinaryPrimitives.WriteSingleLittleEndian(rest, value.Value);
            BinaryPrimitives.WriteInt64LittleEndian(rest[4..], value.TimestampMs);
            BinaryPrimitives.WriteInt64LittleEndian(rest[12..], value.Offset);
            rest = rest[ProfileValueBytes..];
        }

        BinaryPrimitives.WriteUInt64LittleEndian(rest, XxHash64.HashToUInt64(target[..^ChecksumBytes]));
    }

    /// <summary>Reads a state. On failure the state is left as it was.</summary>
    /// <param name="source">Exactly <see cref="Size"/> bytes.</param>
    /// <param name="state">The state to fill; it must follow the codec's layout.</param>
    /// <exception cref="FeatureStateException">The bytes are damaged, of another form or of another spec.</exception>
    public void Read(ReadOnlySpan<byte> source, FeatureState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Check(source);
        ReadHeader(source, state);
        ReadOnlySpan<byte> rest = source[HeaderBytes..];
        rest = Get(rest, MemoryMarshal.AsBytes(state.Counts.AsSpan()));
        rest = Get(rest, MemoryMarshal.AsBytes(state.Values.AsSpan()));
        for (int i = 0; i < state.Profile.Length; i++)
        {
            state.Profile[i] = new ProfileValue(
                BinaryPrimitives.ReadSingleLittleEndian(rest),
                BinaryPrimitives.ReadInt64LittleEndian(rest[4..]),
                BinaryPrimitives.ReadInt64LittleEndian(rest[12..]));
            rest = rest[ProfileValueBytes..];
        }
    }

    private void Check(ReadOnlySpan<byte> source)
    {
        if (source.Length != Size)
        {
            throw new FeatureStateException($"{source.Length} bytes where {Size} are needed");
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(source[^ChecksumBytes..]) != XxHash64.HashToUInt64(source[..^ChecksumBytes]))
        {
            throw new FeatureStateException("the checksum does not match");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(source) != Magic || BinaryPrimitives.ReadUInt16LittleEndian(source[4..]) != Version)
        {
            throw new FeatureStateException("it is of another form or a newer version");
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(source[8..]) != _specHash)
        {
            throw new FeatureStateException("it belongs to another feature spec");
        }
    }

    private void WriteHeader(FeatureState state, Span<byte> target)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(target, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(target[4..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(target[6..], 0);
        BinaryPrimitives.WriteUInt64LittleEndian(target[8..], _specHash);
        BinaryPrimitives.WriteUInt64LittleEndian(target[16..], state.EventCount);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], state.FirstEventMs);
        BinaryPrimitives.WriteInt64LittleEndian(target[32..], state.LastEventMs);
        BinaryPrimitives.WriteUInt32LittleEndian(target[40..], state.UnknownItems);
    }

    private static void ReadHeader(ReadOnlySpan<byte> source, FeatureState state)
    {
        state.EventCount = BinaryPrimitives.ReadUInt64LittleEndian(source[16..]);
        state.FirstEventMs = BinaryPrimitives.ReadInt64LittleEndian(source[24..]);
        state.LastEventMs = BinaryPrimitives.ReadInt64LittleEndian(source[32..]);
        state.UnknownItems = BinaryPrimitives.ReadUInt32LittleEndian(source[40..]);
    }

    private static Span<byte> Put(ReadOnlySpan<byte> bytes, Span<byte> target)
    {
        bytes.CopyTo(target);
        return target[bytes.Length..];
    }

    private static ReadOnlySpan<byte> Get(ReadOnlySpan<byte> source, Span<byte> bytes)
    {
        source[..bytes.Length].CopyTo(bytes);
        return source[bytes.Length..];
    }
}
