using System.Buffers;
using System.Runtime.InteropServices;

namespace UserRep.Silo.Grpc;

/// <summary>Numbers as the bytes they are, without a copy.</summary>
internal sealed class FloatBytes(float[] numbers) : MemoryManager<byte>
{
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(numbers.AsSpan());

    public override unsafe MemoryHandle Pin(int elementIndex = 0)
    {
        GCHandle handle = GCHandle.Alloc(numbers, GCHandleType.Pinned);
        return new MemoryHandle((byte*)handle.AddrOfPinnedObject() + elementIndex, handle);
    }

    public override void Unpin()
    {
        // The handle that was given out frees the memory.
    }

    protected override void Dispose(bool disposing)
    {
    }
}
