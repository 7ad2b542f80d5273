namespace UserRep.Grains.Versions.Rollouts.Measures;

/// <summary>Asks every silo what it has to say of a version.</summary>
internal interface IVersionReports
{
    /// <param name="version">The version.</param>
    /// <param name="reference">The version it is held against; null for none.</param>
    /// <param name="since">From when on its share's vectors are computed.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>A report of every silo.</returns>
    Task<IReadOnlyList<VersionReport>> GatherAsync(string version, string? reference, DateTimeOffset since, CancellationToken cancellation);
}
