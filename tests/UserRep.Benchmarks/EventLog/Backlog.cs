using System.Diagnostics;
using UserRep.EventLog.Events;
using UserRep.EventLog.Sqlite;

namespace UserRep.Benchmarks.EventLog;

/// <summary>Events that came into a log while nobody took them in.</summary>
/// <param name="Before">Where the log ended before they came.</param>
/// <param name="Events">How many.</param>
/// <param name="ReadRate">How many of them the bare log gives a second, to whoever only reads.</param>
/// <param name="HeaderRate">How many of their headers.</param>
internal sealed record Backlog(IReadOnlyList<PartitionHead> Before, long Events, double ReadRate, double HeaderRate)
{
    /// <summary>As many as a partition reads of its log at a time.</summary>
    public const int Page = 1_000;

    /// <summary>Appends events to the log of a folder that no service has open, and reads them all.</summary>
    public static async Task<Backlog> AppendAsync(string folder, LogLoad load, int events, CancellationToken cancellation)
    {
        SqliteLogOptions options = new() { Folder = folder };
        IReadOnlyList<PartitionHead> before;
        await using (SqliteEventLog log = await SqliteEventLog.OpenAsync(options, cancellation))
        {
            before = await log.HeadsAsync(cancellation);
            await load.RateAsync(log, events, cancellation);
        }

        // Opened anew, as the service does, so that both find the events where closing a log puts them.
        await using (SqliteEventLog log = await SqliteEventLog.OpenAsync(options, cancellation))
        {
            (long read, double whole) = await RateAsync(before, async (partition, after) => (await log.ReadPartitionAsync(partition, after, Page, cancellation)).Count);
            (_, double headers) = await RateAsync(before, async (partition, after) => (await log.ReadHeadersAsync(partition, after, Page, cancellation)).Count);
            return new Backlog(before, read, whole, headers);
        }
    }

    private static async Task<(long Events, double Rate)> RateAsync(IReadOnlyList<PartitionHead> after, Func<int, long, Task<int>> readPage)
    {
        // The first time is of the compiler and the disk.
        await ReadAsync(after, readPage);
        long started = Stopwatch.GetTimestamp();
        long read = await ReadAsync(after, readPage);
        return (read, read / Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>All partitions at once, as the service reads them.</summary>
    private static async Task<long> ReadAsync(IReadOnlyList<PartitionHead> after, Func<int, long, Task<int>> readPage) =>
        (await Task.WhenAll(after.Select(head => ReadAsync(head.Partition, head.Offset, readPage)))).Sum();

    private static async Task<long> ReadAsync(int partition, long after, Func<int, long, Task<int>> readPage)
    {
        long read = 0;
        int page;
        do
        {
            page = await readPage(partition, after + read);
            read += page;
        }
        while (page == Page);
        return read;
    }
}
