using System.Buffers;
using System.Runtime.InteropServices;

namespace UserRep.Silo.Grpc;

/// <summary>Numbers as the bytes they are, without a copy.</summary>
internal sealed class FloatBytes(ArraySegment<float> numbers) : MemoryManager<byte>
{
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(numbers.AsSpan());

    public override unsafe MemoryHandle Pin(int elementIndex = 0)
    {
        GCHandle handle = GCHandle.Alloc(numbers.Array, GCHandleType.Pinned);
        return new MemoryHandle((byte*)handle.AddrOfPinnedObject() + (numbers.Offset * sizeof(float)) + elementIndex, handle);
    }

    public override void Unpin()
    {
        // The handle that was given out frees the memory.
    }

    protected override void Dispose(bool disposing)
    {
    }
}
