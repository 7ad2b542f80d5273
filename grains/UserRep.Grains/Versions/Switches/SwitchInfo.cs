namespace UserRep.Grains.Versions.Switches;

/// <summary>A coordinated switch: all consumers move from one version to another at once.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.switch")]
public sealed record SwitchInfo
{
    /// <summary>Gets its name.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>Gets the version that was current when it was prepared.</summary>
    [Id(1)]
    public required string From { get; init; }

    /// <summary>Gets the version that is to be.</summary>
    [Id(2)]
    public required string To { get; init; }

    /// <summary>Gets where it stands.</summary>
    [Id(3)]
    public SwitchState State { get; init; }

    /// <summary>Gets when it was prepared.</summary>
    [Id(4)]
    public required DateTimeOffset PreparedAt { get; init; }

    /// <summary>Gets when it was committed or aborted; null while it is prepared.</summary>
    [Id(5)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Gets the consumers that read the old version and do not accept the new one: now, or when it was committed.</summary>
    [Id(6)]
    public string[] Late { get; init; } = [];
}
