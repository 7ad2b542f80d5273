namespace UserRep.Grains.Versions.Consumers;

/// <summary>A consumer, and what is known of it.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.consumer-status")]
public sealed record ConsumerStatus
{
    /// <summary>Gets the consumer.</summary>
    [Id(0)]
    public required ConsumerInfo Consumer { get; init; }

    /// <summary>Gets when it last registered or read; null if it has not since the service started.</summary>
    [Id(1)]
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>Gets a value indicating whether its lease has not run out. Others neither block a switch nor keep a version.</summary>
    [Id(2)]
    public required bool IsLive { get; init; }

    /// <summary>Gets the version it gets outside of a canary; null if there is none that it accepts.</summary>
    [Id(3)]
    public string? Reads { get; init; }

    /// <summary>Gets the version it gets for users in the canary; null if it accepts none.</summary>
    [Id(4)]
    public string? ReadsInCanary { get; init; }

    /// <summary>Gets those of the versions it accepts that are retired.</summary>
    [Id(5)]
    public required string[] Retired { get; init; }

    /// <summary>Gets how many vectors it has read of each version since the service started.</summary>
    [Id(6)]
    public required IReadOnlyDictionary<string, long> ReadCounts { get; init; }
}
