namespace UserRep.Grains.Versions;

/// <summary>How versions move.</summary>
public sealed class VersionOptions
{
    /// <summary>Gets or sets for how long nobody must have read a version before it can be retired.</summary>
    /// <value>10 minutes</value>
    public TimeSpan DrainWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how long a promotion may spend on computing the vectors of live users beforehand.</summary>
    /// <value>30 seconds</value>
    public TimeSpan WarmTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how long a change waits to be in force on every silo.</summary>
    /// <value>15 seconds</value>
    public TimeSpan InForceTimeout { get; set; } = TimeSpan.FromSeconds(15);
}
