using System.Collections.Concurrent;
using System.Diagnostics;

namespace UserRep.EventLog.Postgres;

/// <summary>
/// The partitions whose heads one transaction holds for long, as a session does that hangs in one. Heads that are locked whenever one looks are no
/// sign of it: where many write and the disk is slow, they pass from one write to the next. Who holds them tells the two apart.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="longest">How long a transaction may hold a head before others are not to wait for it.</param>
internal sealed class HeldPartitions(PostgresDatabase database, TimeSpan longest)
{
    // Locks nothing that is locked, and waits for nobody. A row that is locked names the transaction that has locked it.
    private const string Locked =
        """
        WITH free AS MATERIALIZED (SELECT partition FROM log_head WHERE partition = ANY ($1) FOR UPDATE SKIP LOCKED)
        SELECT h.partition, h.xmax FROM log_head h
        WHERE h.partition = ANY ($1) AND h.xmax <> '0'::xid AND NOT EXISTS (SELECT FROM free f WHERE f.partition = h.partition)
        """;

    // Who waited for the longest time between two looks has waited long enough.
    private readonly TimeSpan _long = longest * 0.9;
    private readonly ConcurrentDictionary<int, Holder> _holders = new();

    /// <summary>Those of some partitions that were locked when last looked at.</summary>
    public int[] LockedOf(IEnumerable<int> partitions) => _holders.IsEmpty ? [] : [.. partitions.Distinct().Where(_holders.ContainsKey)];

    /// <summary>Looks at partitions, and remembers.</summary>
    /// <returns>Those that one transaction has held for long, as far as was seen.</returns>
    /// <exception cref="Events.EventLogException">The database failed.</exception>
    public async Task<IReadOnlySet<int>> LookAsync(int[] partitions)
    {
        if (partitions.Length == 0)
        {
            return new HashSet<int>();
        }

        IReadOnlyList<(int Partition, uint Transaction)> locked = await database.TryAsync(
            Statement.Of(Locked, partitions), row => (row.GetInt32(0), row.GetFieldValue<uint>(1)), CancellationToken.None).ConfigureAwait(false);
        long now = Stopwatch.GetTimestamp();
        foreach (int free in partitions.Except(locked.Select(l => l.Partition)))
        {
            _holders.TryRemove(free, out _);
        }

        return locked.Where(l => IsLong(l.Partition, new Holder(l.Transaction, now))).Select(l => l.Partition).ToHashSet();
    }

    private bool IsLong(int partition, Holder seen)
    {
        Holder holder = _holders.AddOrUpdate(partition, seen, (_, known) => known.Transaction == seen.Transaction ? known : seen);
        return Stopwatch.GetElapsedTime(holder.Since, seen.Since) >= _long;
    }

    private readonly record struct Holder(uint Transaction, long Since);
}
