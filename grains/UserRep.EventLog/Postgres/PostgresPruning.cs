using Npgsql;
using UserRep.EventLog.Events;
using UserRep.EventLog.Pruning;

namespace UserRep.EventLog.Postgres;

/// <summary>
/// Removes events that snapshots cover. First the heads say that something may be missing, then it goes, so that no partition is held
/// while many rows are removed.
/// </summary>
internal static class PostgresPruning
{
    private const string UsersAfter = "SELECT user_key, user_id FROM log_user WHERE user_key > $1 ORDER BY user_key LIMIT $2";

    // Never the event a snapshot stands at, by which the snapshot is known to be good, nor anything after it; that leaves a user's newest
    // event alone as well. A user who was erased meanwhile has no event of that key.
    private const string Covered =
        "log_event e JOIN unnest($1, $2) AS c (user_key, position) ON e.user_key = c.user_key WHERE e.event_offset < c.position AND e.received_at_ms < $3 AND e.type <> ALL ($4)";

    private const string LastCovered = $"SELECT e.partition, max(e.event_offset) FROM {Covered} GROUP BY e.partition";

    private const string RemoveCovered =
        $"DELETE FROM log_event d USING (SELECT e.partition, e.event_offset FROM {Covered}) g WHERE d.partition = g.partition AND d.event_offset = g.event_offset AND d.user_key IS NOT NULL";

    private const string Mark =
        """
        UPDATE log_head h SET pruned_up_to = greatest(h.pruned_up_to, g.last_offset)
        FROM unnest($1, $2) AS g (partition, last_offset) WHERE h.partition = g.partition
        """;

    public static NpgsqlBatchCommand Users(long afterKey, int limit) => Statement.Of(UsersAfter, afterKey, limit);

    /// <returns>How many events were removed.</returns>
    public static async Task<long> RunAsync(PostgresDatabase database, PruneRequest request, IReadOnlyList<CoveredUser> users, CancellationToken cancellation)
    {
        object[] which = [users.Select(u => u.User.Key).ToArray(), users.Select(u => u.Position).ToArray(), request.ReceivedBeforeMs, request.KeptTypes.ToArray()];
        IReadOnlyList<(int Partition, long Offset)> last = await database.ReadAsync(
            Statement.Of(LastCovered, which), row => (row.GetInt32(0), row.GetInt64(1)), cancellation).ConfigureAwait(false);
        if (last.Count == 0)
        {
            return 0;
        }

        int[] partitions = [.. last.Select(l => l.Partition)];
        await database.WriteAsync(
            [PostgresHeads.HoldOf(partitions), Statement.Of(Mark, partitions, last.Select(l => l.Offset).ToArray())], cancellation).ConfigureAwait(false);
        return await database.WriteAsync([Statement.Of(RemoveCovered, which)], cancellation).ConfigureAwait(false);
    }
}
