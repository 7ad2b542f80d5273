using System.Buffers;
using Xunit;

namespace UserRep.Tests.Grains.Encoding;

/// <summary>Features that hold the encoder's thread up where it reads them, so that what is asked meanwhile waits.</summary>
internal sealed class GatedFeatures(int length) : MemoryManager<float>
{
    private readonly float[] _values = new float[length];
    private readonly ManualResetEventSlim _isRead = new();
    private readonly ManualResetEventSlim _open = new();

    public void WaitUntilRead() => _isRead.Wait(TestContext.Current.CancellationToken);

    public void Open() => _open.Set();

    // Not of the span: asking for that is what holds up.
    public override Memory<float> Memory => CreateMemory(length);

    public override Span<float> GetSpan()
    {
        _isRead.Set();
        _open.Wait();
        return _values;
    }

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin() => throw new NotSupportedException();

    protected override void Dispose(bool disposing) => Open();
}
