namespace UserRep.Grains.Versions.Lifecycle;

/// <summary>A part of the history, as it is stored.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.history-page-state")]
internal sealed record HistoryPage
{
    /// <summary>Gets the entries, the oldest first.</summary>
    [Id(0)]
    public HistoryEntry[] Entries { get; init; } = [];
}
