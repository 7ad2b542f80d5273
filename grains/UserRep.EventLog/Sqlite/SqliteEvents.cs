using Microsoft.Data.Sqlite;
using UserRep.EventLog.Events;

namespace UserRep.EventLog.Sqlite;

/// <summary>Reads the log from its file.</summary>
internal static class SqliteEvents
{
    private const string Columns = "e.partition, e.offset, e.prev, u.user_id, e.event_id, e.type, e.item_id, e.timestamp_ms, e.received_at_ms, e.value, e.attributes";

    private const string OfPage = "FROM event e LEFT JOIN user u ON u.user_key = e.user_key WHERE e.partition = $1 AND e.offset > $2 ORDER BY e.offset LIMIT $3";

    private const string UserEvents =
        $"SELECT {Columns} FROM user u JOIN event e ON e.user_key = u.user_key WHERE u.user_id = $1 AND e.offset > $2 ORDER BY e.offset LIMIT $3";

    public static IReadOnlyList<LogEvent> OfPartition(SqliteConnection connection, int partition, long afterOffset, int limit) => Read(
        connection,
        $"SELECT {Columns} {OfPage}",
        LogEventRow.Read,
        ("$1", partition),
        ("$2", afterOffset),
        ("$3", limit));

    public static IReadOnlyList<EventHeader> HeadersOfPartition(SqliteConnection connection, int partition, long afterOffset, int limit) => Read(
        connection,
        $"SELECT e.offset, u.user_id, e.received_at_ms {OfPage}",
        LogEventRow.ReadHeader,
        ("$1", partition),
        ("$2", afterOffset),
        ("$3", limit));

    public static IReadOnlyList<LogEvent> OfUser(SqliteConnection connection, string userId, long afterOffset, int limit) => Read(
        connection,
        UserEvents,
        LogEventRow.Read,
        ("$1", userId),
        ("$2", afterOffset),
        ("$3", limit));

    /// <summary>All of one moment, by one statement that is prepared once: in the same process it is not the way there that costs.</summary>
    public static IReadOnlyList<IReadOnlyList<LogEvent>> OfUsers(SqliteConnection connection, IReadOnlyList<UserTail> users, int limit)
    {
        using SqliteTransaction moment = connection.BeginTransaction(deferred: true);
        using SqliteCommand command = new(UserEvents, connection, moment);
        SqliteParameter user = command.Parameters.Add("$1", SqliteType.Text);
        SqliteParameter after = command.Parameters.Add("$2", SqliteType.Integer);
        command.Parameters.AddWithValue("$3", limit);
        List<LogEvent>[] events = new List<LogEvent>[users.Count];
        for (int i = 0; i < events.Length; i++)
        {
            (user.Value, after.Value) = (users[i].UserId, users[i].AfterOffset);
            events[i] = Read(command, LogEventRow.Read);
        }

        return events;
    }

    public static bool Contains(SqliteConnection connection, string userId, long offset)
    {
        using SqliteCommand command = new("SELECT 1 FROM user u JOIN event e ON e.user_key = u.user_key WHERE u.user_id = $1 AND e.offset = $2", connection);
        command.Parameters.AddWithValue("$1", userId);
        command.Parameters.AddWithValue("$2", offset);
        return command.ExecuteScalar() is not null;
    }

    public static IReadOnlyList<PartitionHead> Heads(SqliteConnection connection)
    {
        using SqliteCommand command = new("SELECT partition, last_offset, pruned_up_to FROM partition_head ORDER BY partition", connection);
        using SqliteDataReader rows = command.ExecuteReader();
        List<PartitionHead> heads = [];
        while (rows.Read())
        {
            heads.Add(new PartitionHead(rows.GetInt32(0), rows.GetInt64(1), rows.GetInt64(2)));
        }

        return heads;
    }

    public static long Epoch(SqliteConnection connection)
    {
        using SqliteCommand command = new("SELECT value FROM meta WHERE key = 'epoch'", connection);
        return (long)command.ExecuteScalar()!;
    }

    private static List<T> Read<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using SqliteCommand command = new(sql, connection);
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return Read(command, read);
    }

    private static List<T> Read<T>(SqliteCommand command, Func<SqliteDataReader, T> read)
    {
        using SqliteDataReader rows = command.ExecuteReader();
        List<T> all = [];
        while (rows.Read())
        {
            all.Add(read(rows));
        }

        return all;
    }
}
