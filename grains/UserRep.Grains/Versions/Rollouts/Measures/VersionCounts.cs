using UserRep.Grains.Encoding;

namespace UserRep.Grains.Versions.Rollouts.Measures;

/// <summary>What a silo counted of a version and of the one it is held against. The counts of several silos add up.</summary>
[GenerateSerializer]
[Immutable]
[Alias("userrep.version-counts")]
internal sealed record VersionCounts
{
    public static VersionCounts None { get; } = new() { Life = string.Empty };

    /// <summary>Gets the silo and its life: one that starts again counts anew.</summary>
    [Id(0)]
    public required string Life { get; init; }

    /// <summary>Gets the version it is held against; null for none.</summary>
    [Id(1)]
    public string? Reference { get; init; }

    [Id(2)]
    public EncodeReport Encodes { get; init; } = EncodeReport.None;

    [Id(3)]
    public EncodeReport ReferenceEncodes { get; init; } = EncodeReport.None;

    /// <summary>Gets how many items that events named have a vector.</summary>
    [Id(4)]
    public long KnownItems { get; init; }

    /// <summary>Gets how many have none.</summary>
    [Id(5)]
    public long UnknownItems { get; init; }

    /// <summary>Gets the vectors that consumers who accept it as a canary asked for.</summary>
    [Id(6)]
    public long RoutedReads { get; init; }

    /// <summary>Gets those of them that it was to answer.</summary>
    [Id(7)]
    public long CanaryReads { get; init; }

    /// <summary>Gets the same as <see cref="RoutedReads"/> since the share is planned as it is.</summary>
    [Id(8)]
    public long ShareReads { get; init; }

    /// <summary>Gets the same as <see cref="CanaryReads"/> since then.</summary>
    [Id(9)]
    public long ShareCanaryReads { get; init; }

    public VersionCounts Plus(VersionCounts other) => this with
    {
        Encodes = Encodes.Plus(other.Encodes),
        ReferenceEncodes = ReferenceEncodes.Plus(other.ReferenceEncodes),
        KnownItems = KnownItems + other.KnownItems,
        UnknownItems = UnknownItems + other.UnknownItems,
        RoutedReads = RoutedReads + other.RoutedReads,
        CanaryReads = CanaryReads + other.CanaryReads,
        ShareReads = ShareReads + other.ShareReads,
        ShareCanaryReads = ShareCanaryReads + other.ShareCanaryReads,
    };

    /// <summary>What came after an earlier count, if that is of the same life; else all of it.</summary>
    public VersionCounts Since(VersionCounts? earlier)
    {
        if (earlier is null || earlier.Life != Life)
        {
            return this;
        }

        // A feature space that was loaded again counts its items from nothing.
        bool areItemsNew = KnownItems < earlier.KnownItems || UnknownItems < earlier.UnknownItems;
        return this with
        {
            Encodes = Encodes.Since(earlier.Encodes),
            ReferenceEncodes = earlier.Reference == Reference ? ReferenceEncodes.Since(earlier.ReferenceEncodes) : ReferenceEncodes,
            KnownItems = areItemsNew ? KnownItems : KnownItems - earlier.KnownItems,
            UnknownItems = areItemsNew ? UnknownItems : UnknownItems - earlier.UnknownItems,
            RoutedReads = RoutedReads - earlier.RoutedReads,
            CanaryReads = CanaryReads - earlier.CanaryReads,
        };
    }
}
