namespace UserRep.Grains.Versions.Lifecycle;

/// <summary>A part of the history, as it is stored.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.history-page-state")]
internal sealed record HistoryPage
{
    /// <summary>How many entries a page has. Entries are found by it, so it is part of what is stored.</summary>
    public const int Size = 200;

    /// <summary>Gets the entries, the oldest first.</summary>
    [Id(0)]
    public HistoryEntry[] Entries { get; init; } = [];
}
