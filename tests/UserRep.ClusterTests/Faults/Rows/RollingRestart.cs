using UserRep.ClusterTests.Faults.Ledgers;
using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>SIGTERM to one silo after the other, each started again, as an upgrade does.</summary>
internal sealed class RollingRestart : ClusterFault
{
    public override string Name => "rolling-restart";

    protected override async Task InflictAsync(ClusterRun run)
    {
        await using PatientCaller caller = new(run.Cluster.Silos, run.Ledger);
        foreach (SiloNode silo in run.Cluster.Silos)
        {
            await ReplaceAsync(run, silo, silo.Place);
        }

        run.Notes.Add(await caller.StopAsync());
    }
}
