using System.Buffers.Binary;
using System.IO.Hashing;
using System.Numerics.Tensors;
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
    private const int FirstEventAt = 24;
    private const int LastEventAt = 32;
    private const int ProfileValueBytes = 4 + 8 + 8;
    private const int ChecksumBytes = 8;
    private const float LargestSum = 1e18f;

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
        Size = ChecksumAt + ChecksumBytes;
    }

    /// <summary>Gets the size of a state in bytes.</summary>
    public int Size { get; }

    /// <summary>Writes a state.</summary>
    /// <param name="state">The state; it must follow the codec's layout.</param>
    /// <param name="target">Where to; at least <see cref="Size"/> bytes.</param>
    public void Write(FeatureState state, Span<byte> target)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireLayout(_layout);
        target = target[..Size];
        WriteHeader(state, target);
        MemoryMarshal.AsBytes(state.Counts.AsSpan()).CopyTo(target[HeaderBytes..]);
        MemoryMarshal.AsBytes(state.Values.AsSpan()).CopyTo(target[ValuesAt..]);
        Span<byte> rest = target[ProfileAt..];
        foreach (ProfileValue value in state.Profile)
        {
            BinaryPrimitives.WriteSingleLittleEndian(rest, value.Value);
            BinaryPrimitives.WriteInt64LittleEndian(rest[4..], value.TimestampMs);
            BinaryPrimitives.WriteInt64LittleEndian(rest[12..], value.Offset);
            rest = rest[ProfileValueBytes..];
        }

        BinaryPrimitives.WriteUInt64LittleEndian(rest, XxHash64.HashToUInt64(target[..ChecksumAt]));
    }

    /// <summary>Reads a state. On failure the state is left as it was.</summary>
    /// <param name="source">Exactly <see cref="Size"/> bytes.</param>
    /// <param name="state">The state to fill; it must follow the codec's layout.</param>
    /// <exception cref="FeatureStateException">The bytes are damaged, of another form, of another spec, or no state that a fold can reach.</exception>
    public void Read(ReadOnlySpan<byte> source, FeatureState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireLayout(_layout);
        CheckForm(source);
        CheckContent(source);
        ReadHeader(source, state);
        source[HeaderBytes..ValuesAt].CopyTo(MemoryMarshal.AsBytes(state.Counts.AsSpan()));
        source[ValuesAt..ProfileAt].CopyTo(MemoryMarshal.AsBytes(state.Values.AsSpan()));
        for (int i = 0; i < state.Profile.Length; i++)
        {
            state.Profile[i] = ReadProfile(source, i);
        }
    }

    private int ValuesAt => HeaderBytes + (_layout.Spec.EventTypes.Count * sizeof(uint));

    private int ProfileAt => ValuesAt + (_layout.Accumulators.Length * sizeof(float));

    private int ChecksumAt => ProfileAt + (_layout.Spec.Profile.Count * ProfileValueBytes);

    private void CheckForm(ReadOnlySpan<byte> source)
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

    /// <summary>
    /// A right checksum proves that the bytes are what was written, not that they were a sound state: a fault in the writer, or a number
    /// that overflowed, would poison every later fold and vector of the user. The log gives a sound one.
    /// </summary>
    private void CheckContent(ReadOnlySpan<byte> source)
    {
        long firstMs = BinaryPrimitives.ReadInt64LittleEndian(source[FirstEventAt..]);
        long lastMs = BinaryPrimitives.ReadInt64LittleEndian(source[LastEventAt..]);
        if (firstMs > lastMs || !EventTime.IsValid(firstMs) || !EventTime.IsValid(lastMs))
        {
            throw new FeatureStateException($"its event times {firstMs} to {lastMs} are out of order or out of range");
        }

        CheckSums(MemoryMarshal.Cast<byte, float>(source[ValuesAt..ProfileAt]));

        for (int i = 0; i < _layout.Spec.Profile.Count; i++)
        {
            CheckProfile(_layout.Spec.Profile[i], ReadProfile(source, i));
        }
    }

    private void CheckSums(ReadOnlySpan<float> values)
    {
        // Not that any fold comes near; a mean of more would be no finite number.
        if (!TensorPrimitives.IsFiniteAll(values) || MathF.Abs(TensorPrimitives.MaxMagnitude(values)) > LargestSum)
        {
            throw new FeatureStateException("a sum is not a finite number, or larger than any can be");
        }

        AccumulatorLayout places = _layout.Accumulators;
        for (int s = 0; s < places.Scales; s++)
        {
            CheckEvidence(values.Slice(places.Mass(places.Block(s), 0), places.Modalities + 1));
        }

        if (_layout.Spec.OnboardingEventType is not null)
        {
            CheckEvidence(values.Slice(places.Mass(places.OnboardingOffset, 0), places.Modalities));
        }
    }

    private static void CheckEvidence(ReadOnlySpan<float> masses)
    {
        if (TensorPrimitives.Min(masses) < 0)
        {
            throw new FeatureStateException("there is less than no evidence");
        }
    }

    private static void CheckProfile(ProfileAttributeSpec attribute, ProfileValue value)
    {
        if (!attribute.IsNumber(value.Value))
        {
            throw new FeatureStateException($"{value.Value} is no value of the attribute '{attribute.Name}'");
        }
    }

    private ProfileValue ReadProfile(ReadOnlySpan<byte> source, int attribute)
    {
        ReadOnlySpan<byte> bytes = source.Slice(ProfileAt + (attribute * ProfileValueBytes), ProfileValueBytes);
        return new ProfileValue(
            BinaryPrimitives.ReadSingleLittleEndian(bytes),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[12..]));
    }

    private void WriteHeader(FeatureState state, Span<byte> target)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(target, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(target[4..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(target[6..], 0);
        BinaryPrimitives.WriteUInt64LittleEndian(target[8..], _specHash);
        BinaryPrimitives.WriteUInt64LittleEndian(target[16..], state.EventCount);
        BinaryPrimitives.WriteInt64LittleEndian(target[FirstEventAt..], state.FirstEventMs);
        BinaryPrimitives.WriteInt64LittleEndian(target[LastEventAt..], state.LastEventMs);
        BinaryPrimitives.WriteUInt32LittleEndian(target[40..], state.UnknownItems);
    }

    private static void ReadHeader(ReadOnlySpan<byte> source, FeatureState state)
    {
        state.EventCount = BinaryPrimitives.ReadUInt64LittleEndian(source[16..]);
        state.FirstEventMs = BinaryPrimitives.ReadInt64LittleEndian(source[FirstEventAt..]);
        state.LastEventMs = BinaryPrimitives.ReadInt64LittleEndian(source[LastEventAt..]);
        state.UnknownItems = BinaryPrimitives.ReadUInt32LittleEndian(source[40..]);
    }
}
