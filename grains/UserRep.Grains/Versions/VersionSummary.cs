namespace UserRep.Grains.Versions;

/// <summary>A version and what it is.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.version-summary")]
public sealed record VersionSummary
{
    /// <summary>Gets the version's name.</summary>
    [Id(0)]
    public required string Version { get; init; }

    /// <summary>Gets where it stands.</summary>
    [Id(1)]
    public required VersionState State { get; init; }

    /// <summary>Gets the fingerprint of its embedding space.</summary>
    [Id(2)]
    public required string Space { get; init; }

    /// <summary>Gets the fingerprint of its feature space: versions that share it share the users' accumulated state.</summary>
    [Id(3)]
    public required string FeatureSpace { get; init; }

    /// <summary>Gets the numbers per vector.</summary>
    [Id(4)]
    public required int Dimension { get; init; }

    /// <summary>Gets the number of items with a vector.</summary>
    [Id(5)]
    public required int Items { get; init; }

    /// <summary>Gets when the bundle was made.</summary>
    [Id(6)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when it was registered here.</summary>
    [Id(7)]
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Gets the moment up to which training saw events, if the bundle says so.</summary>
    [Id(8)]
    public DateTimeOffset? TrainingCut { get; init; }

    /// <summary>Gets the version it was trained from, if the bundle says so.</summary>
    [Id(9)]
    public string? Parent { get; init; }

    /// <summary>Gets why it failed; null if it did not.</summary>
    [Id(10)]
    public string? Reason { get; init; }

    /// <summary>Gets the names of the event types it understands.</summary>
    [Id(11)]
    public required string[] EventTypes { get; init; }

    /// <summary>Gets the catalogue's revision at which it last moved: what <c>If-Match</c> names.</summary>
    [Id(12)]
    public long Revision { get; init; }

    /// <summary>Gets since when it stands where it stands.</summary>
    [Id(13)]
    public DateTimeOffset Since { get; init; }

    /// <summary>Gets the share of users it is served to as a canary, or of encodes it runs in the shadow, in percent; 0 otherwise.</summary>
    [Id(14)]
    public double Share { get; init; }

    /// <summary>Gets when it last ceased to be current; null if it never was.</summary>
    [Id(15)]
    public DateTimeOffset? CurrentUntil { get; init; }

    /// <summary>Gets a value indicating whether no read is routed to it any more, though it drains: a switch has moved all consumers.</summary>
    [Id(16)]
    public bool IsClosed { get; init; }
}
