namespace UserRep.Grains.Intake;

/// <summary>What is accepted.</summary>
public sealed class IntakeOptions
{
    /// <summary>Gets or sets the most events of one request.</summary>
    /// <value>1,000</value>
    public int MaxEvents { get; set; } = 1_000;

    /// <summary>Gets or sets how far ahead of its receipt an event may be: one wild clock must not age a user's whole history.</summary>
    /// <value>5 minutes</value>
    public TimeSpan MaxAhead { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets how long a request waits for the log before it is told to come back.</summary>
    /// <value>10 seconds</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
