using UserRep.Grains.Versions.Lifecycle;

namespace UserRep.Grains.Backfills;

/// <summary>A walk through the log, as it is stored. Immutable; arrays have a number per partition.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.backfill-state")]
internal sealed record BackfillState
{
    /// <summary>Gets where it stands. To rest is no state of its own: whoever takes over finds out whether to.</summary>
    [Id(0)]
    public BackfillStage Stage { get; init; }

    /// <summary>Gets the log's epoch: offsets mean nothing in another.</summary>
    [Id(1)]
    public long Epoch { get; init; }

    /// <summary>Gets the offsets up to which every user who begins there has a snapshot.</summary>
    [Id(2)]
    public long[] Walked { get; init; } = [];

    /// <summary>Gets the offsets to walk to: whoever is new after them has a state from the first event on.</summary>
    [Id(3)]
    public long[] Targets { get; init; } = [];

    /// <summary>Gets the offsets up to which users' first events may have been pruned.</summary>
    [Id(4)]
    public long[] PrunedUpTo { get; init; } = [];

    [Id(5)]
    public long UsersDone { get; init; }

    [Id(6)]
    public DateTimeOffset? StartedAt { get; init; }

    [Id(7)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Gets what somebody last did to it, which the history may not have yet.</summary>
    [Id(8)]
    public HistoryNote? Note { get; init; }
}
