namespace UserRep.Grains.Reading;

/// <summary>Which vectors of whom, and how fresh.</summary>
public sealed record EmbeddingQuery
{
    /// <summary>Gets the users; a user may appear twice.</summary>
    public required IReadOnlyList<string> UserIds { get; init; }

    /// <summary>Gets the version, or null for the current one. The answer is of this version or an error.</summary>
    public string? Version { get; init; }

    /// <summary>Gets how old a vector may be before it is computed anew; null for 24 hours.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Gets per user the position that the vector must have reached; null or 0 for any.</summary>
    public IReadOnlyList<long>? MinPositions { get; init; }

    /// <summary>Gets the moment to compute the vectors of, in milliseconds since 1970 UTC, from what had happened by then, whenever it was received; null for now. Uncached.</summary>
    public long? AsOfMs { get; init; }
}
