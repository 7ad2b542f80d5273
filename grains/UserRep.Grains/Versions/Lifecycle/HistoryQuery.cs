namespace UserRep.Grains.Versions.Lifecycle;

/// <summary>Which part of the history is asked for: the newest entries of those that all conditions leave.</summary>
public sealed record HistoryQuery
{
    /// <summary>Gets how many entries there are to be at most.</summary>
    /// <value>200</value>
    public int Limit { get; init; } = 200;

    /// <summary>Gets the place that entries are to be before: what an earlier part called <see cref="HistoryPart.Next"/>; null for the end.</summary>
    public long? Before { get; init; }

    /// <summary>Gets the moment that entries are not to be after; null for any.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Gets the version that entries are to be of; null for all there are.</summary>
    public string? Version { get; init; }

    /// <summary>Gets the place that entries are not to be before: what an earlier part called <see cref="HistoryPart.End"/>, for what has come since.</summary>
    public long From { get; init; }
}
