using Npgsql;
using UserRep.EventLog.Events;

namespace UserRep.EventLog.Postgres;

/// <summary>The statements about the log as a whole: its partitions' heads and its epoch.</summary>
internal static class PostgresHeads
{
    private const string Read = "SELECT partition, last_offset, pruned_up_to, (SELECT value FROM log_meta WHERE key = 'epoch') FROM log_head ORDER BY partition";

    private const string Make = "INSERT INTO log_head (partition, last_offset, pruned_up_to) SELECT p, 0, 0 FROM generate_series(0, $1 - 1) p WHERE NOT EXISTS (SELECT FROM log_head)";

    // Everybody takes heads in ascending order, so nobody waits in a circle.
    private const string Hold = "SELECT partition FROM log_head WHERE partition = ANY ($1) ORDER BY partition FOR UPDATE";

    private const string Raise = "UPDATE log_meta SET value = value + 1 WHERE key = 'epoch' RETURNING value";

    /// <summary>The heads by partition, and the epoch with each of them.</summary>
    public static Task<IReadOnlyList<(PartitionHead Head, long Epoch)>> ReadAsync(PostgresDatabase database, CancellationToken cancellation) => database.ReadAsync(
        Statement.Of(Read), row => (new PartitionHead(row.GetInt32(0), row.GetInt64(1), row.GetInt64(2)), row.GetInt64(3)), cancellation);

    /// <summary>Makes the partitions of a new log. Of several processes that start at once, the first decides how many there are.</summary>
    public static Task MakeAsync(PostgresDatabase database, int partitions, CancellationToken cancellation) =>
        database.WriteAsync([Statement.Of(PostgresSchema.TakeTurn), Statement.Of(Make, partitions)], cancellation);

    /// <summary>Holds the heads of partitions until the transaction ends; its answer is of no interest.</summary>
    public static NpgsqlBatchCommand HoldOf(params IEnumerable<int> partitions) => Statement.Of(Hold, partitions.Distinct().ToArray());

    /// <returns>The new epoch, once the transaction is committed.</returns>
    public static async Task<long> RaiseEpochAsync(NpgsqlBatch batch, CancellationToken cancellation)
    {
        batch.BatchCommands.Add(Statement.Of(Raise));
        return (long)(await batch.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
    }
}
