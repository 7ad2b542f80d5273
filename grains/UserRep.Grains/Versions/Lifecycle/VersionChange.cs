using UserRep.Grains.Versions.Rollouts.Gates;

namespace UserRep.Grains.Versions.Lifecycle;

/// <summary>Somebody wants a version to move.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.version-change")]
public sealed record VersionChange
{
    /// <summary>Gets the version.</summary>
    [Id(0)]
    public required string Version { get; init; }

    /// <summary>Gets what is to be done.</summary>
    [Id(1)]
    public required VersionAction Action { get; init; }

    /// <summary>Gets who wants it.</summary>
    [Id(2)]
    public required string Actor { get; init; }

    /// <summary>Gets why; needed where a guard is to be passed by force.</summary>
    [Id(3)]
    public string? Reason { get; init; }

    /// <summary>Gets a value indicating whether guards that can be passed by force are to be.</summary>
    [Id(4)]
    public bool IsForced { get; init; }

    /// <summary>Gets the version's revision that whoever wants this has seen; null if it does not matter.</summary>
    [Id(5)]
    public long? IfRevision { get; init; }

    /// <summary>Gets the share of users or encodes, in percent; for <see cref="VersionAction.Canary"/> and <see cref="VersionAction.Shadow"/>.</summary>
    [Id(6)]
    public double? Share { get; init; }

    /// <summary>Gets the figures that speak for it; null if it is not decided by any.</summary>
    [Id(7)]
    public IReadOnlyList<GateResult>? Gates { get; init; }

    /// <summary>Gets a value indicating whether the service's copy of its bundle is to be opened and checked first: what is in memory may be on disk no more.</summary>
    [Id(8)]
    public bool VerifiesBundle { get; init; }
}
