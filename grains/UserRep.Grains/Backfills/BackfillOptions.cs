namespace UserRep.Grains.Backfills;

/// <summary>How fast users' states are built ahead of need.</summary>
public sealed class BackfillOptions
{
    /// <summary>Gets or sets how many users a backfill builds in a second at most.</summary>
    /// <value>1,000</value>
    public int UsersPerSecond { get; set; } = 1_000;

    /// <summary>Gets or sets how often it notes how far it is; what came after is done again after a crash.</summary>
    /// <value>1 second</value>
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(1);
}
