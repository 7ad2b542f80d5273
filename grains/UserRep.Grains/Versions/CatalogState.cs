namespace UserRep.Grains.Versions;

/// <summary>All versions, as they are stored and sent.</summary>
[GenerateSerializer]
[Alias("userrep.catalog")]
internal sealed class CatalogState
{
    /// <summary>Gets or sets a number that grows with every change.</summary>
    [Id(0)]
    public long Revision { get; set; }

    /// <summary>Gets or sets the versions, in the order they were registered.</summary>
    [Id(1)]
    public List<VersionSummary> Versions { get; set; } = [];

    /// <summary>Gets or sets the current version's name.</summary>
    [Id(2)]
    public string? Current { get; set; }

    public VersionSummary? Find(string version) => Versions.Find(v => v.Version == version);
}
