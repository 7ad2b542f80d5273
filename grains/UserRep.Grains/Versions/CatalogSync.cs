using UserRep.Grains.Backfills;
using UserRep.Grains.Errors;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Routing;

namespace UserRep.Grains.Versions;

/// <summary>Keeps this silo's plan that of the catalogue, and tells the catalogue so.</summary>
internal sealed class CatalogSync(VersionHost host, PlanLease lease, ReadCounters counters, IGrainFactory grains, VersionOptions options, TimeProvider time)
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(20);

    private readonly string _silo = Guid.NewGuid().ToString("N");

    public IVersionCatalogGrain Catalog => grains.GetGrain<IVersionCatalogGrain>(IVersionCatalogGrain.Key);

    /// <summary>Serves what the catalogue has now.</summary>
    /// <param name="cancellation">Gives up.</param>
    public async Task SyncAsync(CancellationToken cancellation)
    {
        long askedAt = time.GetTimestamp();
        if (await HearAsync().WaitAsync(cancellation).ConfigureAwait(false) is { } newer)
        {
            await FollowAsync(newer, tryAgain: false, cancellation).ConfigureAwait(false);
            await HearAsync().WaitAsync(cancellation).ConfigureAwait(false);
        }

        lease.Renew(askedAt);
    }

    /// <summary>Looks once more at versions that could not be loaded.</summary>
    /// <param name="cancellation">Gives up.</param>
    public async Task TryAgainAsync(CancellationToken cancellation)
    {
        await FollowAsync(await Catalog.GetAsync().WaitAsync(cancellation).ConfigureAwait(false), tryAgain: true, cancellation).ConfigureAwait(false);
        await SyncAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Returns when no read on any silo is routed by an older plan than the one that this silo serves then.</summary>
    /// <param name="cancellation">Gives up the wait; the change stays.</param>
    /// <exception cref="UserRepException">It is not in force in time; the change stays, and will be.</exception>
    public async Task InForceAsync(CancellationToken cancellation)
    {
        long started = time.GetTimestamp();
        await SyncAsync(cancellation).ConfigureAwait(false);
        while (!await Catalog.IsInForceAsync(host.Plan.Revision).WaitAsync(cancellation).ConfigureAwait(false))
        {
            if (time.GetElapsedTime(started) >= options.InForceTimeout)
            {
                throw new UserRepException(
                    ServiceError.NotReady, $"The change is stored, but after {options.InForceTimeout.TotalSeconds:0.#} s not every silo serves it. It will be in force when they do.", TimeSpan.FromSeconds(1));
            }

            await Task.Delay(_poll, time, cancellation).ConfigureAwait(false);
            await SyncAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>A feature space that comes, or comes back, is served once nobody removes snapshots of it any more: those that come now are to stay.</summary>
    private async Task FollowAsync(CatalogState catalog, bool tryAgain, CancellationToken cancellation)
    {
        IEnumerable<string> served = catalog.Versions.Where(v => VersionMoves.IsServed(v.State)).Select(v => v.FeatureSpace).Distinct();
        foreach (string space in served.Except(host.Plan.Spaces.Select(s => s.Id)).ToArray())
        {
            await grains.GetGrain<IBackfillGrain>(space).SettleAsync().WaitAsync(cancellation).ConfigureAwait(false);
        }

        await host.FollowAsync(catalog, tryAgain, cancellation).ConfigureAwait(false);
    }

    private Task<CatalogState?> HearAsync() => Catalog.HearAsync(new SiloReport(_silo, host.Plan.Revision, counters.Report()));
}
