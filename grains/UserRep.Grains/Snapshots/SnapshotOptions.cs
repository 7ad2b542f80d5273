namespace UserRep.Grains.Snapshots;

/// <summary>When users' states are snapshot. The log has everything; a snapshot saves reading it.</summary>
public sealed class SnapshotOptions
{
    /// <summary>Gets or sets after how many events a state is written.</summary>
    /// <value>50</value>
    public int Events { get; set; } = 50;

    /// <summary>
    /// Gets or sets how old unwritten events may become at most before the next event has the state written. Of each user it is a share of this of the
    /// user's own, from a half on: all who came into memory at about the same time, as after a start, would else be written at about the same time.
    /// </summary>
    /// <value>20 minutes</value>
    public TimeSpan Age { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>Gets or sets how many may wait to be written; beyond that they are taken again later.</summary>
    /// <value>20,000</value>
    public int MaxWaiting { get; set; } = 20_000;

    /// <summary>Gets or sets how long a shutdown may spend on writing snapshots.</summary>
    /// <value>2 seconds</value>
    public TimeSpan ShutdownBudget { get; set; } = TimeSpan.FromSeconds(2);
}
