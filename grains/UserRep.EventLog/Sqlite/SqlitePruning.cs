using System.Text.Json;
using Microsoft.Data.Sqlite;
using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;
using UserRep.EventLog.Pruning;

namespace UserRep.EventLog.Sqlite;

/// <summary>Removes events that snapshots cover.</summary>
internal static class SqlitePruning
{
    public static IReadOnlyList<LoggedUser> Users(SqliteSession session, long afterKey, int limit)
    {
        using SqliteDataReader rows = session.Command("SELECT user_key, user_id FROM user WHERE user_key > $1 ORDER BY user_key LIMIT $2", afterKey, limit).ExecuteReader();
        List<LoggedUser> users = [];
        while (rows.Read())
        {
            users.Add(new LoggedUser(rows.GetInt64(0), rows.GetString(1)));
        }

        return users;
    }

    /// <summary>
    /// Never the event a snapshot stands at, by which the snapshot is known to be good, nor anything after it; that leaves a user's newest
    /// event alone as well.
    /// </summary>
    public static long Remove(SqliteSession session, PartitionMap partitions, PruneRequest request, IReadOnlyList<CoveredUser> users)
    {
        string kept = JsonSerializer.Serialize(request.KeptTypes);
        long removed = 0;
        foreach (((long key, string userId), long position) in users)
        {
            (long count, long last) = Remove(session, key, position, request.ReceivedBeforeMs, kept);
            if (count > 0)
            {
                removed += count;
                session.Execute("UPDATE partition_head SET pruned_up_to = max(pruned_up_to, $1) WHERE partition = $2", last, partitions.PartitionOf(userId));
            }
        }

        return removed;
    }

    private static (long Count, long Last) Remove(SqliteSession session, long userKey, long position, long receivedBeforeMs, string kept)
    {
        using SqliteDataReader rows = session.Command(
            """
            DELETE FROM event
            WHERE user_key = $1 AND offset < $2 AND received_at_ms < $3 AND type NOT IN (SELECT value FROM json_each($4))
            RETURNING offset
            """,
            userKey,
            position,
            receivedBeforeMs,
            kept).ExecuteReader();
        (long count, long last) = (0, 0);
        while (rows.Read())
        {
            (count, last) = (count + 1, Math.Max(last, rows.GetInt64(0)));
        }

        return (count, last);
    }
}
