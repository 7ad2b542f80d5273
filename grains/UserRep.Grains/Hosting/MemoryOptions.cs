namespace UserRep.Grains.Hosting;

/// <summary>When users have to leave memory because there is no room for all of them; they come back from their snapshots.</summary>
public sealed class MemoryOptions
{
    /// <summary>Of the limit so much is used when enough have left: less often, and then more at once.</summary>
    internal const double TargetShare = 0.9;

    /// <summary>Gets or sets how much of the memory that the process may have is used before users leave, in percent.</summary>
    /// <value>80</value>
    public int LimitPercent { get; set; } = 80;

    /// <summary>Gets or sets how often that is looked at.</summary>
    /// <value>5 seconds</value>
    public TimeSpan Polling { get; set; } = TimeSpan.FromSeconds(5);
}
