using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;

namespace UserRep.FailingSilo;

/// <summary>The registry with a failpoint before and after the deletion of files.</summary>
internal sealed class KillingRegistry(IVersionRegistry registry, Failpoint failpoint) : IVersionRegistry
{
    public Task<VersionSummary> RegisterAsync(string bundlePath, string actor, CancellationToken cancellation) => registry.RegisterAsync(bundlePath, actor, cancellation);

    public Task<IReadOnlyList<VersionSummary>> ListAsync(CancellationToken cancellation) => registry.ListAsync(cancellation);

    public Task<VersionSummary> ChangeAsync(VersionChange change, CancellationToken cancellation) => registry.ChangeAsync(change, cancellation);

    public Task<VersionSummary> MakeCurrentAsync(string version, string actor, string? reason, bool isForced, long? ifRevision, CancellationToken cancellation) =>
        registry.MakeCurrentAsync(version, actor, reason, isForced, ifRevision, cancellation);

    public async Task DeleteFilesAsync(string version, CancellationToken cancellation)
    {
        failpoint.Hit("files.before-delete");
        await registry.DeleteFilesAsync(version, cancellation);
        failpoint.Hit("files.after-delete");
    }

    public Task<HistoryPart> HistoryAsync(HistoryQuery query, CancellationToken cancellation) => registry.HistoryAsync(query, cancellation);
}
