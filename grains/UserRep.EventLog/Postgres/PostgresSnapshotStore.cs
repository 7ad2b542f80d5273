using Npgsql;
using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;

namespace UserRep.EventLog.Postgres;

/// <summary>Snapshots in a PostgreSQL database, for any number of processes. The table may be emptied at any time; the log has everything.</summary>
public sealed class PostgresSnapshotStore : ISnapshotStore
{
    private const string Schema = "postgres/snapshots";
    private const int MaxRemoved = 5_000;

    // A zombie cannot take a user back: within an epoch the position grows. Rows are written in the order of their keys, so that two
    // writers do not wait for each other in a circle.
    private const string Upsert =
        """
        INSERT INTO user_snapshot AS old (feature_space, user_id, epoch, position, state)
        SELECT * FROM unnest($1, $2, $3, $4, $5) AS g (feature_space, user_id, epoch, position, state) ORDER BY g.feature_space COLLATE "C", g.user_id COLLATE "C"
        ON CONFLICT (feature_space, user_id) DO UPDATE SET epoch = excluded.epoch, position = excluded.position, state = excluded.state
        WHERE excluded.epoch > old.epoch OR (excluded.epoch = old.epoch AND excluded.position > old.position)
        """;

    private const string Read = "SELECT user_id, epoch, position, state FROM user_snapshot WHERE feature_space = $1 AND user_id = ANY ($2)";

    private const string Remove = "DELETE FROM user_snapshot WHERE feature_space = $1 AND user_id = $2 AND epoch = $3 AND position = $4";

    private readonly PostgresDatabase _database;

    private PostgresSnapshotStore(PostgresDatabase database) => _database = database;

    /// <summary>Opens the store of a database, or makes its table.</summary>
    /// <param name="source">Where the connections come from; bounded, and the caller's to dispose after the store.</param>
    /// <param name="options">Its limits.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The store.</returns>
    /// <exception cref="EventLogException">The database cannot be reached or used, or is newer than this program.</exception>
    public static async Task<PostgresSnapshotStore> OpenAsync(NpgsqlDataSource source, PostgresLogOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        PostgresDatabase database = new(source, options.LockTimeout);
        await PostgresSchema.ApplyAsync(database, Schema, cancellation).ConfigureAwait(false);
        return new PostgresSnapshotStore(database);
    }

    /// <inheritdoc/>
    public Task<int> UpsertAsync(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        return snapshots.Count == 0 ? Task.FromResult(0) : _database.WriteAsync(
            [
                Statement.Of(
                    Upsert,
                    snapshots.Select(s => s.FeatureSpace).ToArray(),
                    snapshots.Select(s => s.UserId).ToArray(),
                    snapshots.Select(s => s.Epoch).ToArray(),
                    snapshots.Select(s => s.Position).ToArray(),
                    snapshots.Select(s => s.State).ToArray()),
            ],
            cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Snapshot>> ReadAsync(string featureSpace, IReadOnlyList<string> userIds, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(userIds);
        return _database.ReadAsync(
            Statement.Of(Read, featureSpace, userIds.ToArray()),
            row => new Snapshot(row.GetString(0), featureSpace, row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3)),
            cancellation);
    }

    /// <inheritdoc/>
    public async Task<int> RemoveUserAsync(string userId, CancellationToken cancellation)
    {
        int removed = 0;
        int last;
        do
        {
            last = await RemoveSomeAsync("user_id", userId, MaxRemoved, cancellation).ConfigureAwait(false);
            removed += last;
        }
        while (last == MaxRemoved);
        return removed;
    }

    /// <inheritdoc/>
    public Task<int> RemoveAsync(Snapshot snapshot, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return _database.WriteAsync([Statement.Of(Remove, snapshot.FeatureSpace, snapshot.UserId, snapshot.Epoch, snapshot.Position)], cancellation);
    }

    /// <inheritdoc/>
    public Task<int> RemoveFeatureSpaceAsync(string featureSpace, int most, CancellationToken cancellation) => RemoveSomeAsync("feature_space", featureSpace, most, cancellation);

    /// <summary>Nothing is held: the connections stay the caller's.</summary>
    /// <returns>At once.</returns>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Held in the order of their keys before they go, as they are written; a bounded number at a time, so that no writer waits long.
    private Task<int> RemoveSomeAsync(string column, string value, int most, CancellationToken cancellation)
    {
        string remove =
            $"""
            WITH held AS MATERIALIZED (
                SELECT feature_space, user_id FROM user_snapshot WHERE {column} = $1 ORDER BY feature_space, user_id LIMIT $2 FOR UPDATE
            )
            DELETE FROM user_snapshot s USING held WHERE s.feature_space = held.feature_space AND s.user_id = held.user_id
            """;
        return _database.WriteAsync([Statement.Of(remove, value, most)], cancellation);
    }
}
