namespace UserRep.Grains.Backfills;

/// <summary>How far the states of a feature space are built ahead of need.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.backfill-status")]
public sealed record BackfillStatus
{
    /// <summary>Gets the fingerprint of the feature space. Versions that share it share the backfill.</summary>
    [Id(0)]
    public required string FeatureSpace { get; init; }

    /// <summary>Gets where it stands.</summary>
    [Id(1)]
    public required BackfillStage Stage { get; init; }

    /// <summary>Gets how many users have been met and have a state.</summary>
    [Id(2)]
    public required long UsersDone { get; init; }

    /// <summary>Gets how many events of the log have been walked past.</summary>
    [Id(3)]
    public required long EventsWalked { get; init; }

    /// <summary>Gets how many events there were when it began.</summary>
    [Id(4)]
    public required long EventsTotal { get; init; }

    /// <summary>Gets the share of the log that has been walked, from 0 to 1.</summary>
    [Id(5)]
    public required double Coverage { get; init; }

    /// <summary>Gets how many users it has lately done in a second; null while it does not run or that is not known yet.</summary>
    [Id(6)]
    public double? UsersPerSecond { get; init; }

    /// <summary>Gets how long the rest takes at the pace it has lately had; null while it does not run or that is not known.</summary>
    [Id(7)]
    public double? EstimatedSecondsLeft { get; init; }

    /// <summary>Gets when it began.</summary>
    [Id(8)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Gets when it was stopped or done.</summary>
    [Id(9)]
    public DateTimeOffset? EndedAt { get; init; }
}
