using UserRep.Grains.Errors;

namespace UserRep.Grains.Versions;

/// <summary>The model versions that the service knows.</summary>
public interface IVersionRegistry
{
    /// <summary>Registers a bundle: checks it wholly, keeps a copy of its own, and serves it beside the others.</summary>
    /// <param name="bundlePath">A bundle's folder or .zip on this machine.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The version.</returns>
    /// <exception cref="UserRepException">The bundle is refused, or another bundle has its version name.</exception>
    Task<VersionSummary> RegisterAsync(string bundlePath, CancellationToken cancellation);

    /// <summary>Lists all versions, the newest first.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The versions.</returns>
    Task<IReadOnlyList<VersionSummary>> ListAsync(CancellationToken cancellation);

    /// <summary>Makes a version the current one, which reads that name none get.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The version, now current.</returns>
    /// <exception cref="UserRepException">There is no such version, or it cannot be served.</exception>
    Task<VersionSummary> MakeCurrentAsync(string version, CancellationToken cancellation);
}
