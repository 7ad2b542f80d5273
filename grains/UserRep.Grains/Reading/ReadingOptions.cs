namespace UserRep.Grains.Reading;

/// <summary>How vectors are read.</summary>
public sealed class ReadingOptions
{
    /// <summary>Gets or sets how old a vector may be, if the reader does not say, before it is computed anew.</summary>
    /// <value>24 hours</value>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Gets or sets the most users of one read.</summary>
    /// <value>1,000</value>
    public int MaxUsers { get; set; } = 1_000;

    /// <summary>Gets or sets how many users of one read are woken at once.</summary>
    /// <value>64</value>
    public int MaxWaking { get; set; } = 64;

    /// <summary>Gets or sets how long a read waits for what is not at hand.</summary>
    /// <value>5 seconds</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);
}
