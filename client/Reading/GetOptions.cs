namespace UserRep.Client;

/// <summary>Which vector, and how fresh.</summary>
public sealed record GetOptions
{
    /// <summary>Gets the version; null for the client's, or the current one.</summary>
    public string? Version { get; init; }

    /// <summary>Gets how old the vector may be before it is computed anew; null for the service's default.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Gets the position that must be part of the vector: what <see cref="PublishedEvent.Position"/> returned for the user. 0 for any; for one user only.</summary>
    public long MinPosition { get; init; }

    /// <summary>Gets the moment to compute the vector of, from what had happened by then; null for now.</summary>
    public DateTimeOffset? AsOf { get; init; }
}
