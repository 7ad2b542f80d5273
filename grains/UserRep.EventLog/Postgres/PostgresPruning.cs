using Npgsql;
using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Pruning;

namespace UserRep.EventLog.Postgres;

/// <summary>Removes events that snapshots cover.</summary>
internal static class PostgresPruning
{
    private const string UsersAfter = "SELECT user_key, user_id FROM log_user WHERE user_key > $1 ORDER BY user_key LIMIT $2";

    // Never the event a snapshot stands at, by which the snapshot is known to be good, nor anything after it; that leaves a user's newest
    // event alone as well. A user who was erased meanwhile has no event of that key.
    private const string Remove =
        """
        WITH gone AS (
            DELETE FROM log_event e USING unnest($1, $2) AS c (user_key, position)
            WHERE e.user_key = c.user_key AND e.event_offset < c.position AND e.received_at_ms < $3 AND e.type <> ALL ($4)
            RETURNING e.partition, e.event_offset
        ), moved AS (
            UPDATE log_head h SET pruned_up_to = greatest(h.pruned_up_to, g.last_offset)
            FROM (SELECT partition, max(event_offset) AS last_offset FROM gone GROUP BY partition) g
            WHERE h.partition = g.partition
        )
        SELECT count(*) FROM gone
        """;

    public static NpgsqlBatchCommand Users(long afterKey, int limit) => Statement.Of(UsersAfter, afterKey, limit);

    /// <returns>How many events were removed, once the transaction is committed.</returns>
    public static async Task<long> RunAsync(
        NpgsqlBatch batch, PartitionMap partitions, PruneRequest request, IReadOnlyList<CoveredUser> users, CancellationToken cancellation)
    {
        batch.BatchCommands.Add(PostgresHeads.HoldOf(users.Select(u => partitions.PartitionOf(u.User.UserId))));
        batch.BatchCommands.Add(Statement.Of(
            Remove,
            users.Select(u => u.User.Key).ToArray(),
            users.Select(u => u.Position).ToArray(),
            request.ReceivedBeforeMs,
            request.KeptTypes.ToArray()));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        await reader.ReadAsync(cancellation).ConfigureAwait(false);
        return reader.GetInt64(0);
    }
}
