using UserRep.Grains.Errors;

namespace UserRep.Grains.Versions;

/// <summary>Registers and lists versions, on any silo.</summary>
internal sealed class VersionRegistry(BundleStore store, VersionHost host, IGrainFactory grains, TimeProvider time) : IVersionRegistry
{
    private IVersionCatalogGrain Catalog => grains.GetGrain<IVersionCatalogGrain>(IVersionCatalogGrain.Key);

    public async Task<VersionSummary> RegisterAsync(string bundlePath, CancellationToken cancellation)
    {
        CatalogState catalog = await Catalog.GetAsync().WaitAsync(cancellation).ConfigureAwait(false);
        VersionSummary version = await Task.Run(() => store.Import(bundlePath, name => catalog.Find(name)?.Space, time.GetUtcNow()), cancellation).ConfigureAwait(false);
        VersionSummary registered = await Catalog.RegisterAsync(version).ConfigureAwait(false);
        await FollowAsync(tryAgain: true, cancellation).ConfigureAwait(false);
        return Here(registered);
    }

    public async Task<IReadOnlyList<VersionSummary>> ListAsync(CancellationToken cancellation)
    {
        CatalogState catalog = await Catalog.GetAsync().WaitAsync(cancellation).ConfigureAwait(false);
        return [.. catalog.Versions.AsEnumerable().Reverse().Select(Here)];
    }

    public async Task<VersionSummary> MakeCurrentAsync(string version, CancellationToken cancellation)
    {
        // Were it current, every read that names no version would fail. One that has been mended since is looked at again.
        await FollowAsync(tryAgain: host.Plan.FailureOf(version) is not null, cancellation).ConfigureAwait(false);
        if (host.Plan.FailureOf(version) is { } reason)
        {
            throw new UserRepException(ServiceError.Conflict, $"Version \"{version}\" cannot be made current, for it cannot be served: {reason} Register its bundle again.");
        }

        VersionSummary current = await Catalog.MakeCurrentAsync(version).ConfigureAwait(false);
        await FollowAsync(tryAgain: false, cancellation).ConfigureAwait(false);
        return Here(current);
    }

    private async Task FollowAsync(bool tryAgain, CancellationToken cancellation) =>
        await host.FollowAsync(await Catalog.GetAsync().ConfigureAwait(false), tryAgain, cancellation).ConfigureAwait(false);

    private VersionSummary Here(VersionSummary version) =>
        host.Plan.FailureOf(version.Version) is { } reason ? version with { State = VersionState.Failed, Reason = reason } : version;
}
