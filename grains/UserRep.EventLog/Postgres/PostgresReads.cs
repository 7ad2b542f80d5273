using Npgsql;

namespace UserRep.EventLog.Postgres;

/// <summary>The statements that read the log. Each sees one moment, in which a partition ends at its head, without gaps.</summary>
internal static class PostgresReads
{
    private const string Columns = "e.partition, e.event_offset, e.prev, u.user_id, e.event_id, e.type, e.item_id, e.timestamp_ms, e.received_at_ms, e.value, e.attributes";

    private const string PartitionEvents =
        $"""
        SELECT {Columns} FROM log_event e LEFT JOIN log_user u ON u.user_key = e.user_key
        WHERE e.partition = $1 AND e.event_offset > $2 ORDER BY e.event_offset LIMIT $3
        """;

    private const string UserEvents =
        $"""
        SELECT {Columns} FROM log_user u JOIN log_event e ON e.user_key = u.user_key
        WHERE u.user_id = $1 AND e.event_offset > $2 ORDER BY e.event_offset LIMIT $3
        """;

    private const string EventExists =
        "SELECT EXISTS (SELECT FROM log_user u JOIN log_event e ON e.user_key = u.user_key WHERE u.user_id = $1 AND e.event_offset = $2)";

    public static NpgsqlBatchCommand OfPartition(int partition, long afterOffset, int limit) => Statement.Of(PartitionEvents, partition, afterOffset, limit);

    public static NpgsqlBatchCommand OfUser(string userId, long afterOffset, int limit) => Statement.Of(UserEvents, userId, afterOffset, limit);

    public static async Task<bool> ContainsAsync(PostgresDatabase database, string userId, long offset, CancellationToken cancellation) =>
        (await database.ReadAsync(Statement.Of(EventExists, userId, offset), row => row.GetBoolean(0), cancellation).ConfigureAwait(false))[0];
}
