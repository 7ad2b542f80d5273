namespace UserRep.Grains.Versions;

/// <summary>The one list of versions. Nothing on the way of a read asks it.</summary>
[Alias("userrep.version-catalog")]
internal interface IVersionCatalogGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "catalog";

    [Alias("get")]
    Task<CatalogState> GetAsync();

    /// <exception cref="Errors.UserRepException">Another bundle has the name.</exception>
    [Alias("register")]
    Task<VersionSummary> RegisterAsync(VersionSummary version);

    /// <exception cref="Errors.UserRepException">There is no such version.</exception>
    [Alias("make-current")]
    Task<VersionSummary> MakeCurrentAsync(string version);
}
