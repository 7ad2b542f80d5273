using Microsoft.Data.Sqlite;
using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;

namespace UserRep.EventLog.Sqlite;

/// <summary>Reads the log from its file.</summary>
internal static class SqliteEvents
{
    private const string Columns = "e.partition, e.offset, e.prev, u.user_id, e.event_id, e.type, e.item_id, e.timestamp_ms, e.received_at_ms, e.value, e.attributes";

    private const string OfPage = "FROM event e LEFT JOIN user u ON u.user_key = e.user_key WHERE e.partition = $1 AND e.offset > $2 ORDER BY e.offset LIMIT $3";

    // Which they are the index says alone; only those that are wanted are looked up.
    internal const string UserEvents =
        $"""
        SELECT {Columns}
        FROM (
            SELECT u.user_id, i.partition, i.offset FROM user u JOIN event i ON i.user_key = u.user_key
            WHERE u.user_id = $1 AND i.offset > $2 ORDER BY i.offset LIMIT $3
        ) u CROSS JOIN event e ON e.partition = u.partition AND e.offset = u.offset
        """;

    public static IReadOnlyList<LogEvent> OfPartition(SqliteSession session, int partition, long afterOffset, int limit) =>
        InOrder(Read(session.Command($"SELECT {Columns} {OfPage}", partition, afterOffset, limit), LogEventRow.Read), static e => e.Offset, afterOffset);

    public static IReadOnlyList<EventHeader> HeadersOfPartition(SqliteSession session, int partition, long afterOffset, int limit) =>
        InOrder(Read(session.Command($"SELECT e.offset, u.user_id, e.received_at_ms {OfPage}", partition, afterOffset, limit), LogEventRow.ReadHeader), static h => h.Offset, afterOffset);

    public static IReadOnlyList<LogEvent> OfUser(SqliteSession session, string userId, long afterOffset, int limit)
    {
        List<LogEvent> events = Read(session.Command(UserEvents, userId, afterOffset, limit), LogEventRow.Read);

        // They come in order, but nothing promises it. Sorted by the engine, whole rows of users might go through a temporary file.
        events.Sort(static (a, b) => a.Offset.CompareTo(b.Offset));
        return InOrder(events, static e => e.Offset, afterOffset);
    }

    /// <summary>All of one moment, by one statement that is prepared once: in the same process it is not the way there that costs.</summary>
    public static IReadOnlyList<IReadOnlyList<LogEvent>> OfUsers(SqliteSession session, IReadOnlyList<UserTail> users, int limit)
    {
        if (users.Count == 1)
        {
            // A statement is of one moment by itself.
            return [OfUser(session, users[0].UserId, users[0].AfterOffset, limit)];
        }

        // Whoever reads on a connection closes it if this fails before the end.
        session.Execute("BEGIN");
        IReadOnlyList<LogEvent>[] events = new IReadOnlyList<LogEvent>[users.Count];
        for (int i = 0; i < events.Length; i++)
        {
            events[i] = OfUser(session, users[i].UserId, users[i].AfterOffset, limit);
        }

        session.Execute("COMMIT");
        return events;
    }

    public static bool Contains(SqliteSession session, PartitionMap partitions, string userId, long offset) => session.Number(
        "SELECT 1 FROM event e CROSS JOIN user u ON u.user_key = e.user_key WHERE e.partition = $1 AND e.offset = $2 AND u.user_id = $3", partitions.PartitionOf(userId), offset, userId) is not null;

    public static IReadOnlyList<PartitionHead> Heads(SqliteSession session) =>
        Read(session.Command("SELECT partition, last_offset, pruned_up_to FROM partition_head ORDER BY partition"), rows => new PartitionHead(rows.GetInt32(0), rows.GetInt64(1), rows.GetInt64(2)));

    public static long Epoch(SqliteConnection connection)
    {
        using SqliteCommand command = new("SELECT value FROM meta WHERE key = 'epoch'", connection);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>The engine does not notice pages of a damaged file that are no longer in their order. Whoever reads page after page would do so for ever.</summary>
    private static List<T> InOrder<T>(List<T> page, Func<T, long> offsetOf, long afterOffset)
    {
        long before = afterOffset;
        foreach (T item in page)
        {
            long offset = offsetOf(item);
            if (offset <= before)
            {
                throw new SqliteException($"offset {offset} comes after {before}", SqliteErrors.Corrupt);
            }

            before = offset;
        }

        return page;
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
