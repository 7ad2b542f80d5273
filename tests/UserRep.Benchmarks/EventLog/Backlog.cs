using System.Diagnostics;
using UserRep.EventLog.Events;
using UserRep.EventLog.Sqlite;

namespace UserRep.Benchmarks.EventLog;

/// <summary>Events that came into a log while nobody took them in.</summary>
/// <param name="Events">How many.</param>
/// <param name="ReadRate">How many of them the bare log gives a second, to whoever only reads.</param>
internal sealed record Backlog(long Events, double ReadRate)
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
            // The first time is of the compiler and the disk.
            await ReadAsync(log, before, cancellation);
            long started = Stopwatch.GetTimestamp();
            long read = await ReadAsync(log, before, cancellation);
            return new Backlog(read, read / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
    }

    /// <summary>All partitions at once, as the service reads them.</summary>
    private static async Task<long> ReadAsync(IEventLogReader log, IReadOnlyList<PartitionHead> after, CancellationToken cancellation) =>
        (await Task.WhenAll(after.Select(head => ReadAsync(log, head.Partition, head.Offset, cancellation)))).Sum();

    private static async Task<long> ReadAsync(IEventLogReader log, int partition, long after, CancellationToken cancellation)
    {
        long read = 0;
        IReadOnlyList<LogEvent> page;
        do
        {
            page = await log.ReadPartitionAsync(partition, after + read, Page, cancellation);
            read += page.Count;
        }
        while (page.Count == Page);
        return read;
    }
}
