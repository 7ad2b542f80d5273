using UserRep.EventLog.Partitions;
using UserRep.Grains.Backfills;
using UserRep.Grains.Encoding;
using UserRep.Grains.Intake;
using UserRep.Grains.Partitions;
using UserRep.Grains.Reading;
using UserRep.Grains.Snapshots;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Hosting;

/// <summary>Everything that can be said of a silo's inner part.</summary>
public sealed class UserRepOptions
{
    /// <summary>Gets or sets the folder of the embedded mode: log, snapshots, grain states and bundles.</summary>
    /// <value><c>data/userrep</c></value>
    public string DataDirectory { get; set; } = Path.Combine("data", "userrep");

    /// <summary>Gets or sets the partitions of a new log.</summary>
    /// <value>16</value>
    public int Partitions { get; set; } = PartitionMap.DefaultPartitions;

    /// <summary>Gets or sets the ports of the silo and its gateway, both on loopback; 0 for any that are free.</summary>
    /// <value>0</value>
    public int SiloPort { get; set; }

    /// <summary>Gets or sets how long a user who is not heard of stays live.</summary>
    /// <value>30 minutes</value>
    public TimeSpan UserIdle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Gets or sets how often the streams look for what is new.</summary>
    /// <value>5 ms</value>
    public TimeSpan StreamPolling { get; set; } = TimeSpan.FromMilliseconds(5);

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

    /// <summary>Gets when states are snapshot.</summary>
    public SnapshotOptions Snapshots { get; } = new();
}
