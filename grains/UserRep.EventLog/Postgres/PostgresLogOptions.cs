using UserRep.EventLog.Partitions;

namespace UserRep.EventLog.Postgres;

/// <summary>The log and the snapshots on PostgreSQL.</summary>
public sealed class PostgresLogOptions
{
    internal static readonly TimeSpan DefaultLockTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Gets or sets the partitions of a new log; an existing log must have as many.</summary>
    /// <value>16</value>
    public int Partitions { get; set; } = PartitionMap.DefaultPartitions;

    /// <summary>Gets or sets how many events may wait to be written before more are refused.</summary>
    /// <value>20,000</value>
    public int MaxWaitingEvents { get; set; } = 20_000;

    /// <summary>Gets or sets how many events go into one transaction at most, unless one caller brings more.</summary>
    /// <value>2,000</value>
    public int MaxEventsPerCommit { get; set; } = 2_000;

    /// <summary>
    /// Gets or sets how many transactions of this process append at once; they take as many connections of the pool. Most of them need most
    /// partitions, so more than a few stand in each other's way; what waits meanwhile goes into larger ones.
    /// </summary>
    /// <value>2</value>
    public int AppendsAtOnce { get; set; } = 2;

    /// <summary>
    /// Gets or sets how long one transaction may hold a partition before whoever needs it gives up as busy. An append in a queue of others, each of
    /// which is done sooner, waits up to seven times as long.
    /// </summary>
    /// <value>2 seconds</value>
    public TimeSpan LockTimeout { get; set; } = DefaultLockTimeout;
}
