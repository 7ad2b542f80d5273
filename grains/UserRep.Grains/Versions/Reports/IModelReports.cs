using UserRep.Grains.Errors;

namespace UserRep.Grains.Versions.Reports;

/// <summary>What the bundles of versions say of themselves and of how good they are.</summary>
public interface IModelReports
{
    /// <summary>The report of a version, served or not.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The report.</returns>
    /// <exception cref="UserRepException">There is no such version, or its bundle is kept no more, or cannot be read.</exception>
    Task<ModelReport> ReadAsync(string version, CancellationToken cancellation);

    /// <summary>A file of its report.</summary>
    /// <param name="version">The version.</param>
    /// <param name="name">The file's name, as <see cref="ModelReport.Files"/> has it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What is in it; null if the report has no file of that name.</returns>
    /// <exception cref="UserRepException">There is no such version, or its bundle is kept no more, or cannot be read.</exception>
    Task<byte[]?> FileAsync(string version, string name, CancellationToken cancellation);
}
