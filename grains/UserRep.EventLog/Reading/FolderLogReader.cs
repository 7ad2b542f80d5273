using Microsoft.Data.Sqlite;
using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Schema;
using UserRep.EventLog.Sqlite;

namespace UserRep.EventLog.Reading;

/// <summary>
/// The embedded log of a data folder, read only, also while a service writes it: it takes no lock of the folder's, writes nothing, and every
/// read is short, so that the writer's checkpoints need not wait for it.
/// </summary>
public sealed class FolderLogReader : IEventLogReader
{
    /// <summary>The file whose presence makes a folder one of a log.</summary>
    public const string FileName = "events.db";

    private const string Schema = "sqlite/events";
    private const int Connections = 4;

    private readonly SqliteReaders _readers;

    private FolderLogReader(SqliteReaders readers, int partitions, long epoch)
    {
        _readers = readers;
        Partitions = new PartitionMap(partitions);
        Epoch = epoch;
    }

    /// <inheritdoc/>
    public PartitionMap Partitions { get; }

    /// <inheritdoc/>
    public long Epoch { get; }

    /// <summary>Opens the log of a data folder.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The log.</returns>
    /// <exception cref="EventLogException">There is no log in the folder, or it is damaged, or of another version of this program.</exception>
    public static async Task<FolderLogReader> OpenAsync(string folder, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new EventLogException($"{folder} is no data folder of a service: it has no {FileName}. Name the one that UserRep:DataDirectory names.", isTransient: false, outcomeUnknown: false);
        }

        SqliteReaders readers = new(new SqliteFile(path, Schema, cacheMegabytes: 0), Connections);
        try
        {
            await readers.ReadAsync(connection => RequireSchema(connection, path), cancellation).ConfigureAwait(false);
            IReadOnlyList<PartitionHead> heads = await readers.ReadAsync(SqliteEvents.Heads, cancellation).ConfigureAwait(false);
            return heads.Count > 0
                ? new FolderLogReader(readers, heads.Count, await readers.ReadAsync(EpochOf, cancellation).ConfigureAwait(false))
                : throw new EventLogException($"{path} has not been set up. Start the service on it once.", isTransient: false, outcomeUnknown: false);
        }
        catch
        {
            readers.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEvent>> ReadPartitionAsync(int partition, long afterOffset, int limit, CancellationToken cancellation) =>
        _readers.ReadAsync(connection => SqliteEvents.OfPartition(connection, partition, afterOffset, limit), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEvent>> ReadUserAsync(string userId, long afterOffset, int limit, CancellationToken cancellation) =>
        _readers.ReadAsync(connection => SqliteEvents.OfUser(connection, userId, afterOffset, limit), cancellation);

    /// <inheritdoc/>
    public Task<bool> ContainsAsync(string userId, long offset, CancellationToken cancellation) =>
        _readers.ReadAsync(connection => SqliteEvents.Contains(connection, userId, offset), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PartitionHead>> HeadsAsync(CancellationToken cancellation) => _readers.ReadAsync(SqliteEvents.Heads, cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Task.Run(_readers.Dispose).ConfigureAwait(false);

    private static bool RequireSchema(SqliteConnection connection, string path)
    {
        using SqliteCommand exists = new("SELECT count(*) FROM sqlite_master WHERE name = 'applied_script'", connection);
        Dictionary<int, long> applied = [];
        if ((long)exists.ExecuteScalar()! > 0)
        {
            using SqliteCommand command = new("SELECT number, checksum FROM applied_script", connection);
            using SqliteDataReader rows = command.ExecuteReader();
            while (rows.Read())
            {
                applied.Add(rows.GetInt32(0), rows.GetInt64(1));
            }
        }

        return SchemaPlan.Missing(path, SqlScript.Of(Schema), applied).Count == 0
            ? true
            : throw new EventLogException($"{path} is of an older version. Start the service on it once, which brings it up to date.", isTransient: false, outcomeUnknown: false);
    }

    private static long EpochOf(SqliteConnection connection)
    {
        using SqliteCommand epoch = new("SELECT value FROM meta WHERE key = 'epoch'", connection);
        return (long)epoch.ExecuteScalar()!;
    }
}
