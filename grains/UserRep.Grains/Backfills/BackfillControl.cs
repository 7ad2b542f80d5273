using UserRep.Grains.Errors;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Backfills;

/// <summary>Starts, stops and describes backfills, on any silo.</summary>
internal sealed class BackfillControl(VersionHost host, CatalogSync sync, IGrainFactory grains) : IBackfills
{
    public async Task<BackfillStatus> StartAsync(string version, string actor, string? reason, CancellationToken cancellation)
    {
        IBackfillGrain backfill = await OfAsync(version, cancellation).ConfigureAwait(false);
        if (await IsRunningAsync(backfill, cancellation).ConfigureAwait(false))
        {
            return await backfill.StartAsync(version, actor, reason).WaitAsync(cancellation).ConfigureAwait(false);
        }

        BackfillRules.RequireServed(await sync.Catalog.GetAsync().WaitAsync(cancellation).ConfigureAwait(false), version);
        await sync.SyncAsync(cancellation).ConfigureAwait(false);
        if (host.Plan.FailureOf(version) is { } failure)
        {
            throw new UserRepException(ServiceError.Conflict, $"Version \"{version}\" cannot be served: {failure} Register its bundle again first.");
        }

        return await backfill.StartAsync(version, actor, reason).WaitAsync(cancellation).ConfigureAwait(false);
    }

    public async Task<BackfillStatus> StopAsync(string version, string actor, string? reason, CancellationToken cancellation) =>
        await (await OfAsync(version, cancellation).ConfigureAwait(false)).StopAsync(version, actor, reason).WaitAsync(cancellation).ConfigureAwait(false);

    public async Task<BackfillStatus> FindAsync(string version, CancellationToken cancellation) =>
        await (await OfAsync(version, cancellation).ConfigureAwait(false)).GetAsync().WaitAsync(cancellation).ConfigureAwait(false);

    private static async Task<bool> IsRunningAsync(IBackfillGrain backfill, CancellationToken cancellation) =>
        (await backfill.GetAsync().WaitAsync(cancellation).ConfigureAwait(false)).Stage is BackfillStage.Running or BackfillStage.Resting;

    private async Task<IBackfillGrain> OfAsync(string version, CancellationToken cancellation) =>
        grains.GetGrain<IBackfillGrain>((await sync.Catalog.GetAsync().WaitAsync(cancellation).ConfigureAwait(false)).Require(version).FeatureSpace);
}
