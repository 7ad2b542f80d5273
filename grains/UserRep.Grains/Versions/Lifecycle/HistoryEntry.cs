using UserRep.Grains.Versions.Rollouts.Gates;

namespace UserRep.Grains.Versions.Lifecycle;

/// <summary>Something that was done to a version, a consumer or a switch. Entries are added and never changed.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.history-entry")]
public sealed record HistoryEntry
{
    /// <summary>Gets the catalogue's revision that this made.</summary>
    [Id(0)]
    public required long Revision { get; init; }

    /// <summary>Gets when.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets who.</summary>
    [Id(2)]
    public required string Actor { get; init; }

    /// <summary>Gets what: an action on a version, what is done to its plan (<c>plan</c>, <c>pause</c>, <c>resume</c>, <c>approve</c>), <c>backfill</c>, <c>stopBackfill</c>, <c>consumer</c>, <c>consumerRemoved</c>, or a switch's <c>prepare</c>, <c>commit</c>, <c>abort</c>.</summary>
    [Id(3)]
    public required string Action { get; init; }

    /// <summary>Gets the version; null if it was done to none.</summary>
    [Id(4)]
    public string? Version { get; init; }

    /// <summary>Gets where the version stood; null if it did not before.</summary>
    [Id(5)]
    public VersionState? From { get; init; }

    /// <summary>Gets where the version stands then.</summary>
    [Id(6)]
    public VersionState? To { get; init; }

    /// <summary>Gets its share of users or encodes then, in percent; null without one.</summary>
    [Id(7)]
    public double? Share { get; init; }

    /// <summary>Gets the consumer; null if it was done to none.</summary>
    [Id(8)]
    public string? Consumer { get; init; }

    /// <summary>Gets the switch; null if it was done to none.</summary>
    [Id(9)]
    public string? Switch { get; init; }

    /// <summary>Gets why, if somebody said so.</summary>
    [Id(10)]
    public string? Reason { get; init; }

    /// <summary>Gets a value indicating whether a guard was passed by force.</summary>
    [Id(11)]
    public bool IsForced { get; init; }

    /// <summary>Gets the version that is current then; null for none.</summary>
    [Id(12)]
    public string? Current { get; init; }

    /// <summary>Gets the figures it was decided by; null if it was not decided by any.</summary>
    [Id(13)]
    public IReadOnlyList<GateResult>? Gates { get; init; }
}
