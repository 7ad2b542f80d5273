using UserRep.EventLog.Events;
using UserRep.Grains.Errors;
using UserRep.Model.Bundles;

namespace UserRep.Grains.Versions;

/// <summary>Where the service keeps its own copies of bundles. A copy is complete or not there.</summary>
internal interface IBundleStore
{
    /// <summary>Checks a bundle wholly and keeps a copy of it.</summary>
    /// <param name="path">A bundle's folder or .zip.</param>
    /// <param name="spaceOf">From the name of a version to the embedding space it is registered with; null for one that is not.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What it is.</returns>
    /// <exception cref="UserRepException">It is refused, or another bundle has its name.</exception>
    Task<VersionSummary> ImportAsync(string path, Func<string, string?> spaceOf, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Opens the copy of a version, and checks it wholly.</summary>
    /// <exception cref="BundleException">It is damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">There is none.</exception>
    /// <exception cref="EventLogException">It cannot be had now.</exception>
    Task<ModelBundle> OpenAsync(string version, CancellationToken cancellation);

    /// <summary>Removes the copy of a version that is retired.</summary>
    Task DeleteAsync(string version, CancellationToken cancellation);

    /// <summary>Registers something: until it is done no silo deletes copies.</summary>
    /// <exception cref="EventLogException">It cannot be done now.</exception>
    Task<VersionSummary> WithoutDeletionsAsync(Func<Task<VersionSummary>> register, CancellationToken cancellation);

    /// <summary>Deletes something: until it is done no silo registers or deletes anything else.</summary>
    /// <exception cref="EventLogException">It cannot be done now.</exception>
    Task AloneAsync(Func<Task> delete, CancellationToken cancellation);

    /// <summary>Removes what this silo holds of copies that are kept no more.</summary>
    Task TidyAsync(CancellationToken cancellation);
}
