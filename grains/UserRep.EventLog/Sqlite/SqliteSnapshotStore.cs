using System.Text.Json;
using Microsoft.Data.Sqlite;
using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;

namespace UserRep.EventLog.Sqlite;

/// <summary>The embedded snapshot store: a file beside the log's. It may be deleted while nobody runs; the log has everything.</summary>
public sealed class SqliteSnapshotStore : ISnapshotStore
{
    internal const string FileName = "snapshots.db";
    internal const string OfUsers = "SELECT user_id, epoch, position, state FROM snapshot WHERE feature_space = $1 AND user_id IN (SELECT value FROM json_each($2))";
    internal const string Schema = "sqlite/snapshots";
    private const int CacheMegabytes = 32;

    // A row takes what is more than whole pages beside others, and whole pages of its own for the rest; where it fits into one page, what is left of that stays empty, and a
    // packed state of 2 to 3 kB leaves much of a large one.
    private const int PageBytes = 1_024;
    private const int MaxWaiting = 10_000;
    private const int MaxPerCommit = 2_000;

    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;

    private SqliteSnapshotStore(SqliteFile file, SqliteConnection connection, int readers)
    {
        _writer = new SqliteWriter(file, connection, MaxWaiting, MaxPerCommit, () => { });
        _readers = new SqliteReaders(file, readers);
    }

    /// <summary>Opens the store of a data folder, or makes one. The folder's log must have been opened before: it keeps other processes out.</summary>
    /// <param name="options">Where.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The store.</returns>
    /// <exception cref="EventLogException">What is in the folder is damaged or newer than this program.</exception>
    public static Task<SqliteSnapshotStore> OpenAsync(SqliteLogOptions options, CancellationToken cancellation) => Task.Run(() => Open(options), cancellation);

    /// <inheritdoc/>
    public Task<int> UpsertAsync(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        return snapshots.Count == 0 ? Task.FromResult(0) : _writer.RunAsync(snapshots.Count, session => Upsert(session, snapshots), cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Snapshot>> ReadAsync(string featureSpace, IReadOnlyList<string> userIds, CancellationToken cancellation) =>
        _readers.ReadAsync<IReadOnlyList<Snapshot>>(session => Read(session, featureSpace, userIds), cancellation);

    /// <inheritdoc/>
    public Task<int> RemoveUserAsync(string userId, CancellationToken cancellation) =>
        _writer.RunAsync(1, session => RemoveUser(session, userId), cancellation);

    /// <inheritdoc/>
    public Task<int> RemoveAsync(Snapshot snapshot, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return _writer.RunAsync(1, session => Remove(session, snapshot), cancellation);
    }

    /// <inheritdoc/>
    public Task<int> RemoveFeatureSpaceAsync(string featureSpace, int most, CancellationToken cancellation) =>
        _writer.RunAsync(1, session => RemoveSpace(session, featureSpace, most), cancellation);

    /// <summary>Writes what waits and closes the file.</summary>
    /// <returns>When it is closed.</returns>
    public async ValueTask DisposeAsync() => await Task.Run(() =>
    {
        _readers.Dispose();
        _writer.Dispose();
    }).ConfigureAwait(false);

    private static SqliteSnapshotStore Open(SqliteLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(options.Folder);
        SqliteFile file = new(Path.Combine(options.Folder, FileName), Schema, CacheMegabytes, pageBytes: PageBytes);
        SqliteConnection? connection = null;
        try
        {
            connection = file.OpenWriter();
            Migrate(file, connection);
            return new SqliteSnapshotStore(file, connection, options.Readers);
        }
        catch (Exception error)
        {
            connection?.Dispose();
            throw error is SqliteException sqlite ? SqliteErrors.Explain(sqlite, file.Path) : error;
        }
    }

    /// <summary>
    /// Steps after the first one make searches faster, and all statements go on without them. So a damaged page, which a step that writes every row anew must meet, costs the users
    /// whose it is their snapshots, and no others.
    /// </summary>
    private static void Migrate(SqliteFile file, SqliteConnection connection)
    {
        try
        {
            file.Migrate(connection);
        }
        catch (SqliteException error) when (SqliteErrors.IsDamage(error) && IsThere(connection))
        {
            // Tried again at the next start. Whoever reads such a page says so.
        }
    }

    private static bool IsThere(SqliteConnection connection)
    {
        try
        {
            using SqliteCommand command = new("SELECT count(*) FROM sqlite_master WHERE name = 'snapshot'", connection);
            return (long)command.ExecuteScalar()! > 0;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static int Upsert(SqliteSession session, IReadOnlyList<Snapshot> snapshots)
    {
        int stored = 0;
        foreach (Snapshot snapshot in snapshots)
        {
            stored += session.Execute(
                """
                INSERT INTO snapshot (feature_space, user_id, epoch, position, state) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (feature_space, user_id) DO UPDATE SET epoch = excluded.epoch, position = excluded.position, state = excluded.state
                WHERE excluded.epoch > epoch OR (excluded.epoch = epoch AND excluded.position > position)
                """,
                snapshot.FeatureSpace,
                snapshot.UserId,
                snapshot.Epoch,
                snapshot.Position,
                snapshot.State.ToArray());
        }

        return stored;
    }

    private static int RemoveUser(SqliteSession session, string userId) => Gone(session, session.Execute("DELETE FROM snapshot WHERE user_id = $1", userId));

    private static int Remove(SqliteSession session, Snapshot snapshot) => Gone(session, session.Execute(
        "DELETE FROM snapshot WHERE feature_space = $1 AND user_id = $2 AND epoch = $3 AND position = $4", snapshot.FeatureSpace, snapshot.UserId, snapshot.Epoch, snapshot.Position));

    private static int RemoveSpace(SqliteSession session, string featureSpace, int most) => Gone(session, session.Execute(
        "DELETE FROM snapshot WHERE feature_space = $1 AND user_id IN (SELECT user_id FROM snapshot WHERE feature_space = $1 LIMIT $2)", featureSpace, most));

    /// <summary>Who is erased later has no row by then; nothing of it is to be left in older copies of the pages.</summary>
    private static int Gone(SqliteSession session, int removed)
    {
        if (removed > 0)
        {
            session.LeaveNoRemains();
        }

        return removed;
    }

    private static List<Snapshot> Read(SqliteSession session, string featureSpace, IReadOnlyList<string> userIds)
    {
        using SqliteDataReader rows = session.Command(OfUsers, featureSpace, JsonSerializer.Serialize(userIds)).ExecuteReader();
        List<Snapshot> snapshots = [];
        while (rows.Read())
        {
            snapshots.Add(new Snapshot(rows.GetString(0), featureSpace, rows.GetInt64(1), rows.GetInt64(2), rows.GetFieldValue<byte[]>(3)));
        }

        return snapshots;
    }
}
