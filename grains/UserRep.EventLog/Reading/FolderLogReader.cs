using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Sqlite;

namespace UserRep.EventLog.Reading;

/// <summary>
/// The embedded log of a data folder, read only, also while a service writes it: it takes no lock of the folder's, writes nothing, and every
/// read is short, so that the writer's checkpoints need not wait for it.
/// </summary>
public sealed class FolderLogReader : IEventLogReader
{
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
        string path = Path.Combine(folder, SqliteEventLog.FileName);
        if (!File.Exists(path))
        {
            throw new EventLogException($"{folder} is no data folder of a service: it has no {SqliteEventLog.FileName}. Name the one that UserRep:DataDirectory names.", isTransient: false, outcomeUnknown: false);
        }

        SqliteFile file = new(path, SqliteEventLog.Schema, cacheMegabytes: 0);
        SqliteReaders readers = new(file, Connections);
        try
        {
            if (!await readers.ReadAsync(session => file.IsUpToDate(session.Connection), cancellation).ConfigureAwait(false))
            {
                throw new EventLogException($"{path} is of an older version. Start the service on it once, which brings it up to date.", isTransient: false, outcomeUnknown: false);
            }

            IReadOnlyList<PartitionHead> heads = await readers.ReadAsync(SqliteEvents.Heads, cancellation).ConfigureAwait(false);
            return heads.Count > 0
                ? new FolderLogReader(readers, heads.Count, await readers.ReadAsync(session => SqliteEvents.Epoch(session.Connection), cancellation).ConfigureAwait(false))
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
        _readers.ReadAsync(session => SqliteEvents.OfPartition(session, partition, afterOffset, limit), cancellation);

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
    public async ValueTask DisposeAsync() => await Task.Run(_readers.Dispose).ConfigureAwait(false);
}
