using System.Net;
using UserRep.EventLog.Partitions;
using UserRep.Grains.Backfills;
using UserRep.Grains.Encoding;
using UserRep.Grains.Intake;
using UserRep.Grains.Parity;
using UserRep.Grains.Partitions;
using UserRep.Grains.Reading;
using UserRep.Grains.Snapshots;
using UserRep.Grains.Users;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Hosting;

/// <summary>Everything that can be said of a silo's inner part.</summary>
public sealed class UserRepOptions
{
    /// <summary>Gets or sets the folder of the embedded mode: log, snapshots, grain states and bundles. In a cluster it holds copies of bundles alone.</summary>
    /// <value><c>data/userrep</c></value>
    public string DataDirectory { get; set; } = Path.Combine("data", "userrep");

    /// <summary>Gets or sets the partitions of a new log.</summary>
    /// <value>16</value>
    public int Partitions { get; set; } = PartitionMap.DefaultPartitions;

    /// <summary>Gets or sets the connection string of the PostgreSQL database that the silos of a cluster share; null for the embedded mode. A secret.</summary>
    /// <value>null</value>
    public string? PostgreSql { get; set; }

    /// <summary>Gets or sets the most connections that this silo has to that database.</summary>
    /// <value>20</value>
    public int MaxDatabaseConnections { get; set; } = 20;

    /// <summary>Gets or sets the name of the cluster: silos of other names on the same database are strangers.</summary>
    /// <value><c>userrep</c></value>
    public string ClusterName { get; set; } = "userrep";

    /// <summary>Gets or sets the address by which the other silos of a cluster reach this one, and at which it listens for them.</summary>
    /// <value>127.0.0.1</value>
    public IPAddress SiloHost { get; set; } = IPAddress.Loopback;

    /// <summary>Gets or sets the port of the silo, and its gateway's is the one after it; 0 for any that are free.</summary>
    /// <value>0</value>
    public int SiloPort { get; set; }

    /// <summary>Gets or sets how long a user who is not heard of stays live.</summary>
    /// <value>30 minutes</value>
    public TimeSpan UserIdle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Gets when there is no room for more live users.</summary>
    public MemoryOptions Memory { get; } = new();

    /// <summary>Gets the rules of what comes in.</summary>
    public IntakeOptions Intake { get; } = new();

    /// <summary>Gets the rules of what goes out.</summary>
    public ReadingOptions Reading { get; } = new();

    /// <summary>Gets how vectors are computed.</summary>
    public EncoderPoolOptions Encoding { get; } = new();

    /// <summary>Gets how events reach their users.</summary>
    public PumpOptions Pump { get; } = new();

    /// <summary>Gets how versions move.</summary>
    public VersionOptions Versions { get; } = new();

    /// <summary>Gets how fast states are built ahead of need.</summary>
    public BackfillOptions Backfill { get; } = new();

    /// <summary>Gets how users come into memory.</summary>
    public LoadingOptions Loading { get; } = new();

    /// <summary>Gets how often vectors are held against the log.</summary>
    public ParityOptions Parity { get; } = new();

    /// <summary>Gets when states are snapshot.</summary>
    public SnapshotOptions Snapshots { get; } = new();

    /// <summary>Gets or sets a value indicating whether the silo counts its grains' calls for the dashboard of Orleans. Each call costs a little more then.</summary>
    /// <value>False.</value>
    public bool OrleansDashboard { get; set; }
}
