using System.Runtime.InteropServices;

namespace UserRep.Benchmarks.EventCosts;

/// <summary>
/// The header of the index that SQLite keeps beside a write-ahead log (sqlite.org/walformat.html, 2.1), which whoever writes renews with every commit.
/// </summary>
/// <param name="Commits">Counted around.</param>
/// <param name="PageBytes">The length of a page.</param>
/// <param name="Frames">Pages in the log, and valid.</param>
/// <param name="Pages">Pages of the database, those in the log included.</param>
/// <param name="Round">Another number whenever the log is written from its beginning again.</param>
internal readonly record struct WalIndex(uint Commits, int PageBytes, uint Frames, uint Pages, uint Round)
{
    /// <summary>Two copies: where they differ, a commit is under way.</summary>
    public const int Bytes = 2 * Copy;

    /// <summary>What the log holds of a page beside the page itself.</summary>
    public const int FrameHeadBytes = 24;

    private const int Copy = 48;
    private const int CommitsAt = 8;
    private const int IsReadyAt = 12;
    private const int PageBytesAt = 14;
    private const int FramesAt = 16;
    private const int PagesAt = 20;
    private const int RoundAt = 32;
    private const int LargestPage = 65_536;

    /// <returns>Whether there is one, and no commit under way.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out WalIndex index)
    {
        index = default;
        if (bytes.Length < Bytes || bytes[IsReadyAt] == 0 || !bytes[..Copy].SequenceEqual(bytes[Copy..Bytes]))
        {
            return false;
        }

        // The largest does not fit into 16 bits, and stands there as 1.
        int pageBytes = MemoryMarshal.Read<ushort>(bytes[PageBytesAt..]) is > 1 and var length ? length : LargestPage;
        index = new WalIndex(Number(bytes, CommitsAt), pageBytes, Number(bytes, FramesAt), Number(bytes, PagesAt), Number(bytes, RoundAt));
        return true;

        static uint Number(ReadOnlySpan<byte> bytes, int at) => MemoryMarshal.Read<uint>(bytes[at..]);
    }
}
