using UserRep.Grains.Errors;
using UserRep.Grains.Versions.Lifecycle;

namespace UserRep.Grains.Versions;

/// <summary>The model versions that the service knows.</summary>
public interface IVersionRegistry
{
    /// <summary>Registers a bundle: checks it wholly, keeps a copy of its own, and serves it beside the others.</summary>
    /// <param name="bundlePath">A bundle's folder or .zip on this machine.</param>
    /// <param name="actor">Who does so, for the history.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The version.</returns>
    /// <exception cref="UserRepException">The bundle is refused, or another bundle has its version name.</exception>
    Task<VersionSummary> RegisterAsync(string bundlePath, string actor, CancellationToken cancellation);

    /// <summary>Lists all versions, the newest first.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The versions.</returns>
    Task<IReadOnlyList<VersionSummary>> ListAsync(CancellationToken cancellation);

    /// <summary>Moves a version, and returns when the move is in force on every silo.</summary>
    /// <param name="change">What is wanted.</param>
    /// <param name="cancellation">Ends the wait; the move may have been made.</param>
    /// <returns>The version as it stands then.</returns>
    /// <exception cref="UserRepException">It cannot be moved so; the message says what is missing.</exception>
    Task<VersionSummary> ChangeAsync(VersionChange change, CancellationToken cancellation);

    /// <summary>Makes a version the current one at once, past the stages. Reads that name none get it; what was current drains.</summary>
    /// <param name="version">The version.</param>
    /// <param name="actor">Who does so, for the history.</param>
    /// <param name="reason">Why; needed where it is forced.</param>
    /// <param name="isForced">Whether it is done though vectors of the version are known to be others than the log gives.</param>
    /// <param name="ifRevision">The version's revision that whoever wants this has seen; null if it does not matter.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The version, now current.</returns>
    /// <exception cref="UserRepException">There is no such version, it has moved since, it cannot be served, or vectors of it are others than the log gives.</exception>
    Task<VersionSummary> MakeCurrentAsync(string version, string actor, string? reason, bool isForced, long? ifRevision, CancellationToken cancellation);

    /// <summary>Deletes the copy of a retired version's bundle. It can be registered again from elsewhere.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>When it is deleted.</returns>
    /// <exception cref="UserRepException">It is not retired.</exception>
    Task DeleteFilesAsync(string version, CancellationToken cancellation);

    /// <summary>What was ever done to versions, consumers and switches, a part at a time.</summary>
    /// <param name="query">Which part.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The part.</returns>
    /// <exception cref="UserRepException">There is no such place to go on at.</exception>
    Task<HistoryPart> HistoryAsync(HistoryQuery query, CancellationToken cancellation);
}
