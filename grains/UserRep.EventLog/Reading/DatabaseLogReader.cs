using Npgsql;
using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Postgres;

namespace UserRep.EventLog.Reading;

/// <summary>The log in a PostgreSQL database, read only, also while services write it: no right but to read its tables is needed.</summary>
public sealed class DatabaseLogReader : IEventLogReader
{
    private const int Connections = 4;

    private readonly NpgsqlDataSource _source;
    private readonly PostgresDatabase _database;

    private DatabaseLogReader(NpgsqlDataSource source, PostgresDatabase database, int partitions, long epoch)
    {
        (_source, _database, Epoch) = (source, database, epoch);
        Partitions = new PartitionMap(partitions);
    }

    /// <inheritdoc/>
    public PartitionMap Partitions { get; }

    /// <inheritdoc/>
    public long Epoch { get; }

    /// <summary>Opens the log of a database.</summary>
    /// <param name="connectionString">The database, such as <c>Host=db;Database=userrep;Username=reader;Password=…</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The log.</returns>
    /// <exception cref="ArgumentException">It is no connection string. The message does not repeat it, for it may hold a password.</exception>
    /// <exception cref="EventLogException">The database cannot be reached or used, has no log, or one of another version of this program.</exception>
    public static async Task<DatabaseLogReader> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        NpgsqlDataSource source = NpgsqlDataSource.Create(Parse(connectionString));
        try
        {
            PostgresDatabase database = new(source, lockTimeout: TimeSpan.Zero);
            if (!await PostgresSchema.IsUpToDateAsync(database, PostgresEventLog.Schema, cancellation).ConfigureAwait(false))
            {
                throw new EventLogException($"{database.Name} has no log, or one of an older version. Start the service on it once, which brings it up to date.", isTransient: false, outcomeUnknown: false);
            }

            IReadOnlyList<(PartitionHead Head, long Epoch)> heads = await PostgresHeads.ReadAsync(database, cancellation).ConfigureAwait(false);
            return heads.Count > 0
                ? new DatabaseLogReader(source, database, heads.Count, heads[0].Epoch)
                : throw new EventLogException($"{database.Name} has not been set up. Start the service on it once.", isTransient: false, outcomeUnknown: false);
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEvent>> ReadPartitionAsync(int partition, long afterOffset, int limit, CancellationToken cancellation) =>
        _database.ReadAsync(PostgresReads.OfPartition(partition, afterOffset, limit), LogEventRow.Read, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEvent>> ReadUserAsync(string userId, long afterOffset, int limit, CancellationToken cancellation) =>
        _database.ReadAsync(PostgresReads.OfUser(userId, afterOffset, limit), LogEventRow.Read, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<IReadOnlyList<LogEvent>>> ReadUsersAsync(IReadOnlyList<UserTail> users, int limit, CancellationToken cancellation) =>
        PostgresReads.OfUsersAsync(_database, users, limit, cancellation);

    /// <inheritdoc/>
    public Task<bool> ContainsAsync(string userId, long offset, CancellationToken cancellation) => PostgresReads.ContainsAsync(_database, userId, offset, cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PartitionHead>> HeadsAsync(CancellationToken cancellation) =>
        [.. (await PostgresHeads.ReadAsync(_database, cancellation).ConfigureAwait(false)).Select(head => head.Head)];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static string Parse(string connectionString)
    {
        try
        {
            NpgsqlConnectionStringBuilder parts = new(connectionString);
            if (!string.IsNullOrEmpty(parts.Host))
            {
                parts.MaxPoolSize = Math.Min(parts.MaxPoolSize, Connections);
                parts.MinPoolSize = Math.Min(parts.MinPoolSize, Connections);
                return parts.ConnectionString;
            }
        }
        catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException)
        {
            // What the driver says of it may repeat a part of it.
        }

        throw new ArgumentException("This is no connection string of PostgreSQL. Write it as Host=…;Database=…;Username=…;Password=….");
    }
}
