using Microsoft.Data.Sqlite;
using UserRep.EventLog.Events;
using UserRep.EventLog.Partitions;

namespace UserRep.EventLog.Sqlite;

/// <summary>
/// Gives events their offsets and writes them, within the writer's transaction. What it remembers of heads and users holds because nobody
/// else writes; after a rollback, and of a user after an erase, it is forgotten. Used by the writer's thread alone.
/// </summary>
internal sealed class SqliteAppender(PartitionMap partitions)
{
    // 100 bytes each and more, by the length of ids; whoever is not among them costs two look-ups at random places of the file, of which one goes through an index of all of the user's events.
    private const int MaxRemembered = 1_000_000;

    private readonly Dictionary<string, KnownUser> _users = new(StringComparer.Ordinal);
    private readonly long[] _heads = new long[partitions.Partitions];
    private bool _headsKnown;

    /// <summary>Forgets everything remembered.</summary>
    public void Forget()
    {
        _users.Clear();
        _headsKnown = false;
    }

    /// <summary>Forgets one who is erased.</summary>
    public void Forget(string userId) => _users.Remove(userId);

    public IReadOnlyList<AppendResult> Append(SqliteSession session, IReadOnlyList<NewEvent> events)
    {
        LoadHeads(session);
        AppendResult[] results = new AppendResult[events.Count];
        bool[] touched = new bool[_heads.Length];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = Append(session, events[i]);
            touched[results[i].Partition] |= !results[i].IsDuplicate;
        }

        for (int partition = 0; partition < touched.Length; partition++)
        {
            if (touched[partition])
            {
                session.Execute("UPDATE partition_head SET last_offset = $1 WHERE partition = $2", _heads[partition], partition);
            }
        }

        return results;
    }

    private AppendResult Append(SqliteSession session, NewEvent e)
    {
        int partition = partitions.PartitionOf(e.UserId);
        KnownUser user = Find(session, e.UserId, out bool isNew);
        long hash = EventHash.Of(e.EventId);
        if (!isNew && Existing(session, user.Key, hash, e.EventId) is { } first)
        {
            return new AppendResult(partition, first.Offset, first.Prev, IsDuplicate: true);
        }

        long offset = ++_heads[partition];
        session.Execute(
            """
            INSERT INTO event (partition, offset, user_key, prev, event_hash, event_id, type, item_id, timestamp_ms, received_at_ms, value, attributes)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            partition,
            offset,
            user.Key,
            user.LastOffset,
            hash,
            e.EventId,
            e.Type,
            e.ItemId,
            e.TimestampMs,
            e.ReceivedAtMs,
            (double)e.Value,
            EventAttributes.Write(e.Attributes));
        _users[e.UserId] = user with { LastOffset = offset };
        return new AppendResult(partition, offset, user.LastOffset, IsDuplicate: false);
    }

    private KnownUser Find(SqliteSession session, string userId, out bool isNew)
    {
        isNew = false;
        if (_users.TryGetValue(userId, out KnownUser known))
        {
            return known;
        }

        if (_users.Count >= MaxRemembered)
        {
            _users.Clear();
        }

        if (session.Number("SELECT user_key FROM user WHERE user_id = $1", userId) is { } key)
        {
            known = new KnownUser(key, session.Number("SELECT max(offset) FROM event WHERE user_key = $1", key) ?? 0);
        }
        else
        {
            isNew = true;
            known = new KnownUser(session.Number("INSERT INTO user (user_id) VALUES ($1) RETURNING user_key", userId)!.Value, 0);
        }

        _users[userId] = known;
        return known;
    }

    private static (long Offset, long Prev)? Existing(SqliteSession session, long userKey, long hash, string eventId)
    {
        using SqliteDataReader rows = session.Command(
            "SELECT offset, prev, event_id FROM event WHERE user_key = $1 AND event_hash = $2", userKey, hash).ExecuteReader();
        while (rows.Read())
        {
            if (rows.GetString(2) == eventId)
            {
                return (rows.GetInt64(0), rows.GetInt64(1));
            }
        }

        return null;
    }

    private void LoadHeads(SqliteSession session)
    {
        if (_headsKnown)
        {
            return;
        }

        for (int partition = 0; partition < _heads.Length; partition++)
        {
            _heads[partition] = session.Number("SELECT last_offset FROM partition_head WHERE partition = $1", partition)!.Value;
        }

        _headsKnown = true;
    }
}
