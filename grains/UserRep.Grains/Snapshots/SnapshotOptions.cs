namespace UserRep.Grains.Snapshots;

/// <summary>When users' states are snapshot. The log has everything; a snapshot saves reading it.</summary>
public sealed class SnapshotOptions
{
    /// <summary>Gets or sets after how many events a state is written.</summary>
    /// <value>50</value>
    public int Events { get; set; } = 50;

    /// <summary>Gets or sets how old unwritten events may become before the next event has the state written.</summary>
    /// <value>10 minutes</value>
    public TimeSpan Age { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how many may wait to be written; beyond that they are taken again later.</summary>
    /// <value>20,000</value>
    public int MaxWaiting { get; set; } = 20_000;

    /// <summary>Gets or sets how long a shutdown may spend on writing snapshots.</summary>
    /// <value>2 seconds</value>
    public TimeSpan ShutdownBudget { get; set; } = TimeSpan.FromSeconds(2);
}
