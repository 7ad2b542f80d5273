using Npgsql;
using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;

namespace UserRep.EventLog.Postgres;

/// <summary>
/// Gives events their offsets and links and writes them, all in one message to the server. Nothing is remembered from one append to the
/// next: a user's last offset and known ids are looked up by index under the lock, so other processes may append and erase as they like.
/// </summary>
internal static class PostgresAppend
{
    // Keeps an event's user and the link to it right: nobody else can make or erase a user of a partition whose head is held.
    private const string AddUsers =
        """
        INSERT INTO log_user (user_id)
        SELECT DISTINCT g.user_id FROM unnest($1) AS g (user_id)
        WHERE NOT EXISTS (SELECT FROM log_user u WHERE u.user_id = g.user_id)
        """;

    // given: each event with what the log has of its id, and which one of its id it is within the request.
    // numbered: the first of each id that the log does not have, with the next offsets of its partition, in the order of the request.
    // linked: with the user's previous event, which is in the request or else the last one in the log.
    private const string AddEvents =
        """
        WITH given AS MATERIALIZED (
            SELECT g.*, u.user_key, old.event_offset AS old_offset, old.prev AS old_prev,
                row_number() OVER (PARTITION BY u.user_key, g.event_id ORDER BY g.place) AS nth
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) WITH ORDINALITY
                AS g (partition, user_id, event_hash, event_id, type, item_id, timestamp_ms, received_at_ms, value, attributes, place)
            CROSS JOIN LATERAL (SELECT user_key FROM log_user WHERE user_id = g.user_id LIMIT 1) u
            LEFT JOIN LATERAL (
                SELECT e.event_offset, e.prev FROM log_event e
                WHERE e.user_key = u.user_key AND e.event_hash = g.event_hash AND e.event_id = g.event_id
                LIMIT 1
            ) old ON true
        ), numbered AS MATERIALIZED (
            SELECT g.*, h.last_offset + row_number() OVER (PARTITION BY g.partition ORDER BY g.place) AS event_offset
            FROM given g JOIN log_head h ON h.partition = g.partition
            WHERE g.old_offset IS NULL AND g.nth = 1
        ), linked AS (
            SELECT n.*, coalesce(
                lag(n.event_offset) OVER (PARTITION BY n.user_key ORDER BY n.place),
                (SELECT max(e.event_offset) FROM log_event e WHERE e.user_key = n.user_key),
                0) AS prev
            FROM numbered n
        ), written AS (
            INSERT INTO log_event (partition, event_offset, user_key, prev, event_hash, event_id, type, item_id, timestamp_ms, received_at_ms, value, attributes)
            SELECT partition, event_offset, user_key, prev, event_hash, event_id, type, item_id, timestamp_ms, received_at_ms, value, attributes FROM linked
            RETURNING user_key, event_id, event_offset, prev
        ), moved AS (
            UPDATE log_head h SET last_offset = n.last_offset
            FROM (SELECT partition, max(event_offset) AS last_offset FROM numbered GROUP BY partition) n
            WHERE h.partition = n.partition
        )
        SELECT coalesce(g.old_offset, w.event_offset), coalesce(g.old_prev, w.prev), g.old_offset IS NOT NULL OR g.nth > 1
        FROM given g LEFT JOIN written w ON w.user_key = g.user_key AND w.event_id = g.event_id
        ORDER BY g.place
        """;

    /// <param name="batch">A transaction's statements.</param>
    /// <param name="partitions">Where users belong.</param>
    /// <param name="events">What to append.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Where each event is, once the transaction is committed.</returns>
    public static async Task<IReadOnlyList<AppendResult>> RunAsync(NpgsqlBatch batch, PartitionMap partitions, IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        int[] partitionOf = [.. events.Select(e => partitions.PartitionOf(e.UserId))];
        string[] users = [.. events.Select(e => e.UserId)];
        batch.BatchCommands.Add(PostgresHeads.HoldOf(partitionOf));

        // One parameter that is an array, not as many parameters as there are users.
        batch.BatchCommands.Add(Statement.Of(AddUsers, [users]));
        batch.BatchCommands.Add(Statement.Of(
            AddEvents,
            partitionOf,
            users,
            events.Select(e => EventHash.Of(e.EventId)).ToArray(),
            events.Select(e => e.EventId).ToArray(),
            events.Select(e => e.Type).ToArray(),
            events.Select(e => e.ItemId).ToArray(),
            events.Select(e => e.TimestampMs).ToArray(),
            events.Select(e => e.ReceivedAtMs).ToArray(),
            events.Select(e => e.Value).ToArray(),
            events.Select(e => EventAttributes.Write(e.Attributes)).ToArray()));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        AppendResult[] results = new AppendResult[events.Count];
        for (int i = 0; await reader.ReadAsync(cancellation).ConfigureAwait(false); i++)
        {
            results[i] = new AppendResult(partitionOf[i], reader.GetInt64(0), reader.GetInt64(1), reader.GetBoolean(2));
        }

        return results;
    }
}
