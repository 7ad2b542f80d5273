namespace UserRep.Grains.Hosting;

/// <summary>When users have to leave memory because there is no room for all of them; they come back from their snapshots.</summary>
public sealed class MemoryOptions
{
    /// <summary>Of the limit so much is used when enough have left: less often, and then more at once.</summary>
    internal const double TargetShare = 0.9;

    /// <summary>Gets or sets how much of what the heap may have is used before users leave, in percent; with 100 there is always room for more.</summary>
    /// <value>80</value>
    public int LimitPercent { get; set; } = 80;

    /// <summary>Gets or sets how often that is looked at. Ten thousand users in a second take 70 MB.</summary>
    /// <value>1 second</value>
    public TimeSpan Polling { get; set; } = TimeSpan.FromSeconds(1);
}
