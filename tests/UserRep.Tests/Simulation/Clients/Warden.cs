using UserRep.EventLog.Events;
using UserRep.Grains.Versions;
using UserRep.Grains.Versions.Lifecycle;
using UserRep.Tests.Simulation.Checking;
using UserRep.Tests.Simulation.Scheduling;
using UserRep.Tests.Simulation.Storage;

namespace UserRep.Tests.Simulation.Clients;

/// <summary>Keeps the log: prunes it, and once restores an older copy of it as an operator must, all silos stopped and the epoch raised.</summary>
internal sealed class Warden(SimulationWorld world, SiloKeeper keeper)
{
    private static readonly TimeSpan _prunedAge = TimeSpan.FromSeconds(12);

    public void Begin()
    {
        if (world.Setup.HasPrunes)
        {
            new Turns(world.Scheduler, new Machine(), "pruning").Start(PruneAsync);
        }

        if (world.Setup.HasRestore)
        {
            new Turns(world.Scheduler, new Machine(), "restoring").Start(RestoreAsync);
        }
    }

    private async Task PruneAsync()
    {
        while (world.Faults.AreOn)
        {
            await world.Faults.DelayAsync(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6));

            // A feature space that comes after a prune is built of what is left; until all silos have it nothing is pruned here.
            bool areAllServed = world.Judge.RevisionInForce > 1 && world.Catalogues.Disk.State.Versions.All(v => v.State != VersionState.Registered);
            if (areAllServed && world.Map.Any() is { } silo)
            {
                string[] spaces = [.. world.Catalogues.Disk.State.Versions.Where(v => VersionMoves.IsServed(v.State)).Select(v => v.FeatureSpace).Distinct()];
                PruneRequest request = new((world.Time.GetUtcNow() - _prunedAge).ToUnixTimeMilliseconds(), spaces, ["profile"]);
                Task<long> pruning = silo.Log.PruneAsync(request, silo.Store, CancellationToken.None);
                await ((Task)pruning).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                world.Say($"pruned {(pruning.IsCompletedSuccessfully ? pruning.Result : -1)}");
            }
        }
    }

    private async Task RestoreAsync()
    {
        await world.Faults.DelayAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8));
        (LogDisk log, Dictionary<string, List<UserLife>> history, Dictionary<(string, string), Acknowledged> acknowledged) =
            (world.Engine.Disk.Copy(), world.History.Copy(), world.Ledger.Copy());
        await world.Faults.DelayAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8));
        if (!world.Faults.AreOn)
        {
            return;
        }

        await keeper.RestartAllAsync(async () =>
        {
            // What was under way at the end of the silos is over, too.
            await Task.Delay(TimeSpan.FromSeconds(5), world.Time);
            world.Engine.Restore(log);
            world.History.Restore(history);
            world.Ledger.Restore(acknowledged);
            world.Say($"an older copy of the log is restored");
            SimulatedLog opened = new("operator", world.Engine, world.Connect());
            long epoch = world.Engine.Disk.Epoch;
            while (world.Engine.Disk.Epoch == epoch)
            {
                await ((Task)opened.RaiseEpochAsync(CancellationToken.None)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        });
    }
}
