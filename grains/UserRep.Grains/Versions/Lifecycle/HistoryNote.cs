namespace UserRep.Grains.Versions.Lifecycle;

/// <summary>
/// What somebody did to a version that does not move it, as the history is to tell of it. The grain that did it stores the note in one write
/// with what it did, and the catalogue, which takes a note once, is told after that: by whom it was done, or by the grain's next life.
/// </summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.history-note")]
internal sealed record HistoryNote
{
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>Gets the note of its source that the catalogue had last when this was made: one that does not come next has come already, or is of a past life.</summary>
    [Id(1)]
    public required Guid Previous { get; init; }

    /// <summary>Gets where it comes from; there is one at a time from anywhere.</summary>
    [Id(2)]
    public required string Source { get; init; }

    [Id(3)]
    public required string Version { get; init; }

    [Id(4)]
    public required string Action { get; init; }

    [Id(5)]
    public required string Actor { get; init; }

    [Id(6)]
    public string? Reason { get; init; }

    [Id(7)]
    public required DateTimeOffset At { get; init; }

    /// <summary>The next note of a source.</summary>
    public static HistoryNote Next(CatalogState catalog, string source, string version, string action, string actor, string? reason, DateTimeOffset now) => new()
    {
        Id = Guid.NewGuid(),
        Previous = catalog.Noted.GetValueOrDefault(source),
        Source = source,
        Version = version,
        Action = action,
        Actor = actor,
        Reason = reason,
        At = now,
    };
}
