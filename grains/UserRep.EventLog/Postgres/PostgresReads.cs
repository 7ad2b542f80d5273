using Npgsql;
using UserRep.EventLog.Events;

namespace UserRep.EventLog.Postgres;

/// <summary>The statements that read the log. Each sees one moment, in which a partition ends at its head, without gaps.</summary>
internal static class PostgresReads
{
    private const string Columns = "e.partition, e.event_offset, e.prev, u.user_id, e.event_id, e.type, e.item_id, e.timestamp_ms, e.received_at_ms, e.value, e.attributes";

    private const string OfPage =
        """
        FROM log_event e LEFT JOIN log_user u ON u.user_key = e.user_key
        WHERE e.partition = $1 AND e.event_offset > $2 ORDER BY e.event_offset LIMIT $3
        """;

    private const string PartitionEvents = $"SELECT {Columns} {OfPage}";

    private const string PartitionHeaders = $"SELECT e.event_offset, u.user_id, e.received_at_ms {OfPage}";

    private const string UserEvents =
        $"""
        SELECT {Columns} FROM log_user u JOIN log_event e ON e.user_key = u.user_key
        WHERE u.user_id = $1 AND e.event_offset > $2 ORDER BY e.event_offset LIMIT $3
        """;

    // The server looks each user up by index, however few it thinks there are.
    private const string UsersEvents =
        $"""
        SELECT {Columns}, g.place FROM unnest($1, $2) WITH ORDINALITY AS g (user_id, after_offset, place)
        CROSS JOIN LATERAL (SELECT user_key, user_id FROM log_user WHERE user_id = g.user_id LIMIT 1) u
        CROSS JOIN LATERAL (
            SELECT * FROM log_event WHERE user_key = u.user_key AND event_offset > g.after_offset ORDER BY event_offset LIMIT $3
        ) e
        ORDER BY g.place, e.event_offset
        """;

    private const int Place = 11;

    private const string EventExists =
        "SELECT EXISTS (SELECT FROM log_user u JOIN log_event e ON e.user_key = u.user_key WHERE u.user_id = $1 AND e.event_offset = $2)";

    public static NpgsqlBatchCommand OfPartition(int partition, long afterOffset, int limit) => Statement.Of(PartitionEvents, partition, afterOffset, limit);

    public static NpgsqlBatchCommand HeadersOfPartition(int partition, long afterOffset, int limit) => Statement.Of(PartitionHeaders, partition, afterOffset, limit);

    public static NpgsqlBatchCommand OfUser(string userId, long afterOffset, int limit) => Statement.Of(UserEvents, userId, afterOffset, limit);

    public static async Task<IReadOnlyList<IReadOnlyList<LogEvent>>> OfUsersAsync(PostgresDatabase database, IReadOnlyList<UserTail> users, int limit, CancellationToken cancellation)
    {
        List<LogEvent>[] events = [.. users.Select(_ => new List<LogEvent>())];
        NpgsqlBatchCommand statement = Statement.Of(UsersEvents, users.Select(u => u.UserId).ToArray(), users.Select(u => u.AfterOffset).ToArray(), limit);
        foreach ((long place, LogEvent e) in await database.ReadAsync(statement, row => (row.GetInt64(Place), LogEventRow.Read(row)), cancellation).ConfigureAwait(false))
        {
            events[place - 1].Add(e);
        }

        return events;
    }

    public static async Task<bool> ContainsAsync(PostgresDatabase database, string userId, long offset, CancellationToken cancellation) =>
        (await database.ReadAsync(Statement.Of(EventExists, userId, offset), row => row.GetBoolean(0), cancellation).ConfigureAwait(false))[0];
}
