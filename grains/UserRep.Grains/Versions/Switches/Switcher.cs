using UserRep.Grains.Silos;
using UserRep.Grains.Versions.Routing;

namespace UserRep.Grains.Versions.Switches;

/// <summary>Carries switches out, from any silo.</summary>
internal sealed class Switcher(CatalogSync sync, ClusterServing serving, ClusterWarming warming) : ISwitches
{
    public async Task<SwitchInfo> PrepareAsync(string target, string actor, string? reason, CancellationToken cancellation)
    {
        await RequireServedAsync(target, cancellation).ConfigureAwait(false);
        return await sync.Catalog.PrepareSwitchAsync(target, actor, reason).WaitAsync(cancellation).ConfigureAwait(false);
    }

    public async Task<SwitchInfo> CommitAsync(string id, string actor, string? reason, bool isForced, CancellationToken cancellation)
    {
        SwitchInfo open = await FindAsync(id, cancellation).ConfigureAwait(false);
        ServingAnswers answers = await RequireServedAsync(open.To, cancellation).ConfigureAwait(false);
        if (!isForced)
        {
            answers.RequireParity();
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

    public async Task<IReadOnlyList<SwitchInfo>> ListAsync(CancellationToken cancellation)
    {
        CatalogState catalog = await sync.Catalog.GetAsync().WaitAsync(cancellation).ConfigureAwait(false);

        // Who is late changes while a switch is prepared, and only the catalogue knows whose lease has run out.
        return await Task.WhenAll(catalog.Switches.Reverse().Select(s => s.State == SwitchState.Prepared ? FindAsync(s.Id, cancellation) : Task.FromResult(s))).ConfigureAwait(false);
    }

    private async Task<ServingAnswers> RequireServedAsync(string version, CancellationToken cancellation)
    {
        await sync.SyncAsync(cancellation).ConfigureAwait(false);
        return await serving.RequireServedAsync(version, "switched to", cancellation).ConfigureAwait(false);
    }
}
