using UserRep.EventLog.Events;
using UserRep.Grains.Errors;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Grains.Versions.Switches;
using UserRep.Tests.Simulation.Scheduling;

namespace UserRep.Tests.Simulation.Clients;

/// <summary>Switches versions, by the real rules: to one of the same feature space, then to one of another.</summary>
internal sealed class Operator(SimulationWorld world)
{
    private const int Attempts = 6;
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(100);

    public bool IsDone { get; private set; }

    public void Begin() => new Turns(world.Scheduler, new Machine(), "operator").Start(async () =>
    {
        if (world.Setup.HasPrunes)
        {
            await DoAsync(c => Change(c, VersionAction.Validate, null));
        }

        if (world.Setup.HasSwitches)
        {
            await SwitchAsync("v2");
            await DoAsync(c => Change(c, VersionAction.Validate, null));
            await DoAsync(c => Change(c, VersionAction.Shadow, 100));
            await DoAsync(c => Change(c, VersionAction.Canary, 50));
            await SwitchAsync("v3");
        }

        IsDone = true;
    });

    private async Task SwitchAsync(string version)
    {
        await world.Faults.DelayAsync(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(6));
        await DoAsync(c => c.Current?.Version == version || c.Switches.Any(s => s.State == SwitchState.Prepared) ? c : SwitchRules.Prepare(c, version, "operator", null, world.Time.GetUtcNow()));
        await DoAsync(c => c.Switches.FirstOrDefault(s => s.State == SwitchState.Prepared) is { } open
            ? SwitchRules.Commit(c, open.Id, static _ => true, "operator", null, isForced: false, world.Time.GetUtcNow())
            : c);
    }

    private CatalogState Change(CatalogState catalog, VersionAction action, double? share) => VersionMoves.To(action, catalog.Require("v3").State) is null
        ? catalog
        : VersionLifecycle.Apply(catalog, new VersionChange { Version = "v3", Action = action, Actor = "operator", Share = share }, Nothing(), world.Time.GetUtcNow());

    private ReadEvidence Nothing() => new(world.Time.GetUtcNow(), new Dictionary<string, DateTimeOffset>(), TimeSpan.Zero, static _ => true);

    /// <summary>Stores a change and waits until it is in force; whatever fails is done again.</summary>
    private async Task DoAsync(Func<CatalogState, CatalogState> change)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            try
            {
                if (world.Map.Members.FirstOrDefault(s => !s.Machine.HasEnded) is not { } silo)
                {
                    continue;
                }

                long revision = await world.Catalogues.CallAsync(silo, c => c.StoreAsync(change));
                world.Say($"operator: revision {revision} is stored");
                for (int poll = 0; poll < 150; poll++)
                {
                    if (await world.Catalogues.CallAsync(silo, c => c.IsInForceAsync(revision)))
                    {
                        world.Judge.RevisionInForce = revision;
                        world.Say($"operator: revision {revision} is in force");
                        return;
                    }

                    await Task.Delay(_poll, world.Time);
                }
            }
            catch (Exception error) when (error is EventLogException or TimeoutException or UserRepException or OrleansException)
            {
                world.Say($"operator: {error.GetType().Name}");
            }

            await world.Faults.DelayAsync(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(2));
        }
    }
}
