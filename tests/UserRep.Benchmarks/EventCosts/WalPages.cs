using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace UserRep.Benchmarks.EventCosts;

/// <summary>Counts how often each page of a file was written to its write-ahead log (sqlite.org/fileformat2.html, 4.1), from looks at the log that come often enough.</summary>
/// <param name="log">The log.</param>
internal sealed class WalPages(SafeFileHandle log)
{
    private const int HeadBytes = 32;

    private readonly Dictionary<uint, long> _written = [];
    private uint _round;
    private uint _seen;

    /// <summary>Gets how often each page was written, up to now.</summary>
    public IReadOnlyDictionary<uint, long> Written => new Dictionary<uint, long>(_written);

    public void See(WalIndex now)
    {
        _seen = now.Round == _round ? _seen : 0;
        _round = now.Round;
        Span<byte> page = stackalloc byte[sizeof(uint)];
        for (; _seen < now.Frames; _seen++)
        {
            RandomAccess.Read(log, page, HeadBytes + (_seen * (long)(WalIndex.FrameHeadBytes + now.PageBytes)));
            uint number = BinaryPrimitives.ReadUInt32BigEndian(page);
            _written[number] = _written.GetValueOrDefault(number) + 1;
        }
    }
}
