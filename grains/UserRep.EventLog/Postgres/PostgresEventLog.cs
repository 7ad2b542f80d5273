using Npgsql;
using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Pruning;
using UserRep.EventLog.Snapshots;

namespace UserRep.EventLog.Postgres;

/// <summary>The log in a PostgreSQL database, for any number of processes. It needs no more than the right to make tables.</summary>
public sealed class PostgresEventLog : IEventLog
{
    internal const string Schema = "postgres/events";

    private readonly PostgresDatabase _database;
    private readonly PostgresAppender _appender;
    private long _epoch;

    private PostgresEventLog(PostgresDatabase database, HeldPartitions held, PostgresLogOptions options)
    {
        _database = database;
        Partitions = new PartitionMap(options.Partitions);
        _appender = new PostgresAppender(database, held, Partitions, options);
    }

    /// <inheritdoc/>
    public PartitionMap Partitions { get; }

    /// <inheritdoc/>
    public long Epoch => Interlocked.Read(ref _epoch);

    /// <summary>Opens the log of a database, or makes its tables.</summary>
    /// <param name="source">Where the connections come from. It must have a bound (<c>Maximum Pool Size</c>), and stays the caller's, to be disposed after the log.</param>
    /// <param name="options">Its limits.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The log.</returns>
    /// <exception cref="EventLogException">The database cannot be reached or used, is newer than this program, or has another number of partitions.</exception>
    public static async Task<PostgresEventLog> OpenAsync(NpgsqlDataSource source, PostgresLogOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.AppendsAtOnce, nameof(options));
        PostgresDatabase database = new(source, options.LockTimeout);
        await PostgresSchema.ApplyAsync(database, Schema, cancellation).ConfigureAwait(false);
        await PostgresHeads.MakeAsync(database, options.Partitions, cancellation).ConfigureAwait(false);
        PostgresEventLog log = new(database, new HeldPartitions(database, options.LockTimeout), options);
        IReadOnlyList<PartitionHead> heads = await log.HeadsAsync(cancellation).ConfigureAwait(false);
        PartitionMap.RequireSame(database.Name, heads.Count, options.Partitions);
        return log;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfZero(events.Count, nameof(events));
        return _appender.AppendAsync(events, cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEvent>> ReadPartitionAsync(int partition, long afterOffset, int limit, CancellationToken cancellation) =>
        _database.ReadAsync(PostgresReads.OfPartition(partition, afterOffset, limit), LogEventRow.Read, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EventHeader>> ReadHeadersAsync(int partition, long afterOffset, int limit, CancellationToken cancellation) =>
        _database.ReadAsync(PostgresReads.HeadersOfPartition(partition, afterOffset, limit), LogEventRow.ReadHeader, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEvent>> ReadUserAsync(string userId, long afterOffset, int limit, CancellationToken cancellation) =>
        _database.ReadAsync(PostgresReads.OfUser(userId, afterOffset, limit), LogEventRow.Read, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<IReadOnlyList<LogEvent>>> ReadUsersAsync(IReadOnlyList<UserTail> users, int limit, CancellationToken cancellation) =>
        PostgresReads.OfUsersAsync(_database, users, limit, cancellation);

    /// <inheritdoc/>
    public Task<bool> ContainsAsync(string userId, long offset, CancellationToken cancellation) => PostgresReads.ContainsAsync(_database, userId, offset, cancellation);

    /// <inheritdoc/>
    /// <remarks>Looks at the epoch as well, which another process may have raised.</remarks>
    public async Task<IReadOnlyList<PartitionHead>> HeadsAsync(CancellationToken cancellation)
    {
        IReadOnlyList<(PartitionHead Head, long Epoch)> heads = await PostgresHeads.ReadAsync(_database, cancellation).ConfigureAwait(false);
        foreach ((_, long epoch) in heads)
        {
            SeeEpoch(epoch);
        }

        return [.. heads.Select(head => head.Head)];
    }

    /// <inheritdoc/>
    public Task<long> EraseUserAsync(string userId, CancellationToken cancellation) =>
        PostgresErase.RunAsync(_database, Partitions.PartitionOf(userId), userId, cancellation);

    /// <inheritdoc/>
    public Task<long> PruneAsync(PruneRequest request, ISnapshotStore snapshots, CancellationToken cancellation) => PruneRun.RunAsync(
        request,
        snapshots,
        Epoch,
        (afterKey, limit) => _database.ReadAsync(PostgresPruning.Users(afterKey, limit), row => new LoggedUser(row.GetInt64(0), row.GetString(1)), cancellation),
        users => PostgresPruning.RunAsync(_database, request, users, cancellation),
        cancellation);

    /// <inheritdoc/>
    public async Task<long> RaiseEpochAsync(CancellationToken cancellation)
    {
        long epoch = await _database.WriteAsync(batch => PostgresHeads.RaiseEpochAsync(batch, cancellation), cancellation).ConfigureAwait(false);
        SeeEpoch(epoch);
        return epoch;
    }

    /// <summary>Writes what waits. The connections stay the caller's.</summary>
    /// <returns>When it is written.</returns>
    public ValueTask DisposeAsync() => _appender.DisposeAsync();

    // It only grows: an answer that was overtaken does not take it back.
    private void SeeEpoch(long epoch)
    {
        long seen = Epoch;
        while (epoch > seen)
        {
            seen = Interlocked.CompareExchange(ref _epoch, epoch, seen);
        }
    }
}
