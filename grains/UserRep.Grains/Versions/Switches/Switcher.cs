using UserRep.Grains.Errors;
using UserRep.Grains.Silos;
using UserRep.Grains.Versions.Routing;

namespace UserRep.Grains.Versions.Switches;

/// <summary>Carries switches out, from any silo.</summary>
internal sealed class Switcher(CatalogSync sync, VersionHost host, ClusterWarming warming) : ISwitches
{
    public Task<SwitchInfo> PrepareAsync(string target, string actor, string? reason, CancellationToken cancellation) =>
        sync.Catalog.PrepareSwitchAsync(target, actor, reason).WaitAsync(cancellation);

    public async Task<SwitchInfo> CommitAsync(string id, string actor, string? reason, bool isForced, CancellationToken cancellation)
    {
        await sync.SyncAsync(cancellation).ConfigureAwait(false);
        SwitchInfo open = await FindAsync(id, cancellation).ConfigureAwait(false);
        if (host.Plan.FailureOf(open.To) is { } failure)
        {
            throw new UserRepException(ServiceError.Conflict, $"Version \"{open.To}\" cannot be switched to, for it cannot be served: {failure} Register its bundle again.");
        }

        bool isToBeWarm = open.State == SwitchState.Prepared && (isForced || open.Late.Length == 0);
        try
        {
            if (isToBeWarm)
            {
                await warming.WarmAsync(open.To, UserShare.All.Percent, cancellation).ConfigureAwait(false);
            }

            SwitchInfo committed = await sync.Catalog.CommitSwitchAsync(id, actor, reason, isForced).ConfigureAwait(false);
            await sync.InForceAsync(cancellation).ConfigureAwait(false);
            return committed;
        }
        finally
        {
            // Now the plan says so, or it was for nothing.
            if (isToBeWarm)
            {
                await warming.EndAsync(open.To).ConfigureAwait(false);
            }
        }
    }

    public Task<SwitchInfo> AbortAsync(string id, string actor, string? reason, CancellationToken cancellation) =>
        sync.Catalog.AbortSwitchAsync(id, actor, reason).WaitAsync(cancellation);

    public Task<SwitchInfo> FindAsync(string id, CancellationToken cancellation) => sync.Catalog.SwitchAsync(id).WaitAsync(cancellation);
}
