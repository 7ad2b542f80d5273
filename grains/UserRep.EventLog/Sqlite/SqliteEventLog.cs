using Microsoft.Data.Sqlite;
using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Pruning;
using UserRep.EventLog.Snapshots;

namespace UserRep.EventLog.Sqlite;

/// <summary>The embedded log: one file in a data folder, for one process.</summary>
public sealed class SqliteEventLog : IEventLog
{
    internal const string FileName = "events.db";
    internal const string Schema = "sqlite/events";

    private readonly FolderLock _lock;
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;
    private readonly SqliteAppender _appender;
    private long _epoch;

    private SqliteEventLog(SqliteLogOptions options, FolderLock folderLock, SqliteFile file, SqliteConnection connection, long epoch)
    {
        Partitions = new PartitionMap(options.Partitions);
        _lock = folderLock;
        _epoch = epoch;
        _appender = new SqliteAppender(Partitions);
        _writer = new SqliteWriter(file, connection, options.MaxWaitingEvents, options.MaxEventsPerCommit, _appender.Forget);
        _readers = new SqliteReaders(file, options.Readers);
    }

    /// <inheritdoc/>
    public PartitionMap Partitions { get; }

    /// <inheritdoc/>
    public long Epoch => Interlocked.Read(ref _epoch);

    /// <summary>Opens the log of a data folder, or makes one.</summary>
    /// <param name="options">Where, and its limits.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The log.</returns>
    /// <exception cref="EventLogException">The folder is in use, or what is in it is damaged, newer than this program, or has another number of partitions.</exception>
    public static Task<SqliteEventLog> OpenAsync(SqliteLogOptions options, CancellationToken cancellation) => Task.Run(() => Open(options), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfZero(events.Count, nameof(events));
        return _writer.RunAsync(events.Count, session => _appender.Append(session, events), cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEvent>> ReadPartitionAsync(int partition, long afterOffset, int limit, CancellationToken cancellation) =>
        _readers.ReadAsync(session => SqliteEvents.OfPartition(session, partition, afterOffset, limit), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventHeader>> ReadHeadersAsync(int partition, long afterOffset, int limit, CancellationToken cancellation) =>
        _readers.ReadAsync(session => SqliteEvents.HeadersOfPartition(session, partition, afterOffset, limit), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEvent>> ReadUserAsync(string userId, long afterOffset, int limit, CancellationToken cancellation) =>
        _readers.ReadAsync(session => SqliteEvents.OfUser(session, userId, afterOffset, limit), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<IReadOnlyList<LogEvent>>> ReadUsersAsync(IReadOnlyList<UserTail> users, int limit, CancellationToken cancellation) =>
        _readers.ReadAsync(session => SqliteEvents.OfUsers(session, users, limit), cancellation);

    /// <inheritdoc/>
    public Task<bool> ContainsAsync(string userId, long offset, CancellationToken cancellation) =>
        _readers.ReadAsync(session => SqliteEvents.Contains(session, Partitions, userId, offset), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PartitionHead>> HeadsAsync(CancellationToken cancellation) => _readers.ReadAsync(SqliteEvents.Heads, cancellation);

    /// <inheritdoc/>
    public Task<long> EraseUserAsync(string userId, CancellationToken cancellation) => _writer.RunAsync(1, session => Erase(session, userId), cancellation);

    /// <inheritdoc/>
    public Task<long> PruneAsync(PruneRequest request, ISnapshotStore snapshots, CancellationToken cancellation) => PruneRun.RunAsync(
        request,
        snapshots,
        Epoch,
        (afterKey, limit) => _readers.ReadAsync(session => SqlitePruning.Users(session, afterKey, limit), cancellation),
        users => _writer.RunAsync(1, session => SqlitePruning.Remove(session, Partitions, request, users), cancellation),
        cancellation);

    /// <inheritdoc/>
    public async Task<long> RaiseEpochAsync(CancellationToken cancellation)
    {
        long epoch = await _writer.RunAsync(
            1, session => session.Number("UPDATE meta SET value = value + 1 WHERE key = 'epoch' RETURNING value")!.Value, cancellation).ConfigureAwait(false);
        Interlocked.Exchange(ref _epoch, epoch);
        return epoch;
    }

    /// <summary>Writes what waits and closes the file.</summary>
    /// <returns>When it is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        await Task.Run(() =>
        {
            _readers.Dispose();
            _writer.Dispose();
        }).ConfigureAwait(false);
        _lock.Dispose();
    }

    private static SqliteEventLog Open(SqliteLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(options.Folder);

        // Of the engine's pages. With those of half the size two fifths less go into the write-ahead log, but batches at half of the maximum rate wait a third longer.
        SqliteFile file = new(Path.Combine(options.Folder, FileName), Schema, options.CacheMegabytes, options.MaxFileBytes);
        FolderLock folderLock = FolderLock.Take(options.Folder, "events.lock");
        SqliteConnection? connection = null;
        try
        {
            connection = file.OpenWriter();
            file.Migrate(connection);
            long epoch = RequirePartitions(connection, options.Partitions, file.Path);
            return new SqliteEventLog(options, folderLock, file, connection, epoch);
        }
        catch (Exception error)
        {
            connection?.Dispose();
            folderLock.Dispose();
            throw error is SqliteException sqlite ? SqliteErrors.Explain(sqlite, file.Path) : error;
        }
    }

    private static long RequirePartitions(SqliteConnection connection, int partitions, string path)
    {
        using SqliteCommand count = new("SELECT count(*) FROM partition_head", connection);
        long existing = (long)count.ExecuteScalar()!;
        if (existing != 0)
        {
            PartitionMap.RequireSame(path, existing, partitions);
        }
        else
        {
            SqliteFile.Execute(connection, "BEGIN IMMEDIATE");
            for (int partition = 0; partition < partitions; partition++)
            {
                SqliteFile.Execute(connection, $"INSERT INTO partition_head (partition, last_offset, pruned_up_to) VALUES ({partition}, 0, 0)");
            }

            SqliteFile.Execute(connection, "COMMIT");
        }

        return SqliteEvents.Epoch(connection);
    }

    private long Erase(SqliteSession session, string userId)
    {
        _appender.Forget(userId);
        if (session.Number("SELECT user_key FROM user WHERE user_id = $1", userId) is not { } key)
        {
            return 0;
        }

        int erased = session.Execute(
            """
            UPDATE event SET user_key = NULL, prev = 0, event_hash = NULL, event_id = NULL, type = NULL, item_id = NULL, timestamp_ms = NULL,
                received_at_ms = NULL, value = NULL, attributes = NULL
            WHERE user_key = $1
            """,
            key);
        session.Execute("DELETE FROM user WHERE user_key = $1", key);
        session.LeaveNoRemains();
        return erased;
    }
}
