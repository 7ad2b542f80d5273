namespace UserRep.Client;

/// <summary>A user's vector.</summary>
public sealed record UserVector
{
    /// <summary>Gets the user.</summary>
    public required string UserId { get; init; }

    /// <summary>Gets the vector.</summary>
    public required ReadOnlyMemory<float> Vector { get; init; }

    /// <summary>Gets the version it is of.</summary>
    public required string Version { get; init; }

    /// <summary>Gets the fingerprint of the embedding space: vectors of different spaces must not be compared.</summary>
    public required string Space { get; init; }

    /// <summary>Gets the position of the last event that is part of it; 0 for none.</summary>
    public required long Position { get; init; }

    /// <summary>Gets the moment it is of.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Gets how old it was when the service answered.</summary>
    public required TimeSpan Age { get; init; }

    /// <summary>Gets how up to date it is.</summary>
    public required Freshness Freshness { get; init; }

    /// <summary>Gets what it was mapped from; null where it is the version's own, as always unless the consumer allows otherwise.</summary>
    public CompatibleSource? Compatible { get; init; }
}
