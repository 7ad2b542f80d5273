using System.Buffers;
using System.Runtime.InteropServices;

namespace UserRep.Client;

/// <summary>Bytes as the numbers they are, without a copy; for reading only.</summary>
internal sealed class FloatMemory(ReadOnlyMemory<byte> bytes) : MemoryManager<float>
{
    public override Span<float> GetSpan() => MemoryMarshal.Cast<byte, float>(MemoryMarshal.AsMemory(bytes).Span);

    public override MemoryHandle Pin(int elementIndex = 0) => bytes[(elementIndex * sizeof(float))..].Pin();

    public override void Unpin()
    {
        // The handle that was given out lets go of the memory.
    }

    protected override void Dispose(bool disposing)
    {
    }
}
