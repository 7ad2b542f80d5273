using UserRep.Grains.Backfills;
using UserRep.Grains.Errors;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Routing;

namespace UserRep.Grains.Versions;

/// <summary>Keeps this silo's plan that of the catalogue, and tells the catalogue so.</summary>
internal sealed class CatalogSync(VersionHost host, PlanLease lease, ReadCounters counters, IGrainFactory grains, ILocalSiloDetails local, VersionOptions options, TimeProvider time)
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan _hearing = TimeSpan.FromSeconds(1);

    private readonly string _silo = local.SiloAddress.ToParsableString();
    private volatile bool _isServing;
    private volatile bool _isBehind;

    public IVersionCatalogGrain Catalog => grains.GetGrain<IVersionCatalogGrain>(IVersionCatalogGrain.Key);

    /// <summary>Serves what the catalogue has now.</summary>
    /// <param name="cancellation">Gives up.</param>
    public async Task SyncAsync(CancellationToken cancellation)
    {
        long askedAt = time.GetTimestamp();
        CatalogState? newer = await AskAsync().WaitAsync(cancellation).ConfigureAwait(false);
        while (newer is not null)
        {
            _isBehind = true;
            Task following = FollowAsync(newer, tryAgain: false, cancellation);
            await StayHeardAsync(following).ConfigureAwait(false);
            await following.ConfigureAwait(false);
            _isBehind = false;

            // There may be one newer still, and it may be in force: whoever stands still for so long is not waited for.
            askedAt = time.GetTimestamp();
            newer = await HearAsync().WaitAsync(cancellation).ConfigureAwait(false);
        }

        lease.Renew(askedAt);
        _isServing = true;
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
        while (!await TryInForceAsync(cancellation).ConfigureAwait(false))
        {
            if (time.GetElapsedTime(started) >= options.InForceTimeout)
            {
                throw new UserRepException(
                    ServiceError.NotReady, $"The change is stored, but after {options.InForceTimeout.TotalSeconds:0.#} s not every silo serves it. It will be in force when they do.", TimeSpan.FromSeconds(1));
            }

            await Task.Delay(_poll, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The change is stored: whoever cannot be asked now, for the catalogue is on its way to another silo, is asked again.</summary>
    private async Task<bool> TryInForceAsync(CancellationToken cancellation)
    {
        try
        {
            await SyncAsync(cancellation).ConfigureAwait(false);
            return await Catalog.IsInForceAsync(host.Plan.Revision).WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OrleansException or TimeoutException or UserRepException { Error: ServiceError.NotReady or ServiceError.Unavailable })
        {
            return false;
        }
    }

    /// <summary>
    /// To load a version may take longer than a lease. The catalogue hears meanwhile that the plan before it is served here, so nothing newer
    /// is in force yet, and reads may go on.
    /// </summary>
    private async Task StayHeardAsync(Task following)
    {
        while (_isServing && await Task.WhenAny(following, Task.Delay(_hearing, time)).ConfigureAwait(false) != following)
        {
            long askedAt = time.GetTimestamp();
            Task heard = HearAsync().WaitAsync(SiloBoard.Lease, time);
            await heard.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // Once the lease has run out it was heard too late: what is newer may be in force.
            if (heard.IsCompletedSuccessfully && lease.IsHeld)
            {
                lease.Renew(askedAt);
            }
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

    /// <summary>One that cannot follow, and so routes nothing any more, is not to hold up the others: it asks without being heard.</summary>
    private async Task<CatalogState?> AskAsync() =>
        _isBehind && !lease.IsHeld ? await Catalog.GetAsync().ConfigureAwait(false) : await HearAsync().ConfigureAwait(false);

    private Task<CatalogState?> HearAsync() => Catalog.HearAsync(new SiloReport(_silo, host.Plan.Revision, counters.Report()));
}
