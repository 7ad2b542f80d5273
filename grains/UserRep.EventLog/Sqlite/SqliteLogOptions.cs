using UserRep.EventLog.Partitions;

namespace UserRep.EventLog.Sqlite;

/// <summary>The embedded log.</summary>
public sealed class SqliteLogOptions
{
    /// <summary>Gets or sets the folder of the files; made if it is missing.</summary>
    public required string Folder { get; set; }

    /// <summary>Gets or sets the partitions of a new log; an existing log must have as many.</summary>
    /// <value>16</value>
    public int Partitions { get; set; } = PartitionMap.DefaultPartitions;

    /// <summary>Gets or sets how many events may wait to be written before more are refused.</summary>
    /// <value>20,000</value>
    public int MaxWaitingEvents { get; set; } = 20_000;

    /// <summary>Gets or sets how many events go into one transaction at most, unless one caller brings more.</summary>
    /// <value>2,000</value>
    public int MaxEventsPerCommit { get; set; } = 2_000;

    /// <summary>Gets or sets how many reads run at once.</summary>
    /// <value>4</value>
    public int Readers { get; set; } = 4;

    /// <summary>Gets or sets the memory of the writer's page cache, in MiB.</summary>
    /// <value>64</value>
    public int CacheMegabytes { get; set; } = 64;

    /// <summary>Gets or sets how large the log's file may get, in bytes; null for no limit. What does not fit is refused as when the disk is full.</summary>
    /// <value>Null</value>
    public long? MaxFileBytes { get; set; }
}
