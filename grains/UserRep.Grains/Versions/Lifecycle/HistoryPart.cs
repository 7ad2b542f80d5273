namespace UserRep.Grains.Versions.Lifecycle;

/// <summary>A part of the history.</summary>
/// <param name="Entries">The entries, the oldest first.</param>
/// <param name="Next">Where to go on with those before; null if there are none.</param>
public sealed record HistoryPart(IReadOnlyList<HistoryEntry> Entries, long? Next)
{
    /// <summary>Gets the place that all of it is before: what has come since begins there.</summary>
    public required long End { get; init; }
}
