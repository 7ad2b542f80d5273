namespace UserRep.Grains.Versions.Consumers;

/// <summary>A downstream model, and the versions it has a head for.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.consumer")]
public sealed record ConsumerInfo
{
    /// <summary>Gets its name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Gets the versions it can work with, those it likes best first.</summary>
    [Id(1)]
    public required string[] Accepts { get; init; }

    /// <summary>Gets the one version it gets whatever the plan says; null for none.</summary>
    [Id(2)]
    public string? Pin { get; init; }

    /// <summary>Gets for how long after it was last seen it counts as there; null for always.</summary>
    [Id(3)]
    public TimeSpan? Lease { get; init; }

    /// <summary>Gets when it said so.</summary>
    [Id(4)]
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Gets a value indicating whether, of a version that is retired, it takes vectors of a newer one that are mapped to it.</summary>
    [Id(5)]
    public bool AllowsCompatible { get; init; }
}
