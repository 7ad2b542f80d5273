using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>kill -9 of all silos at once; they are started where they were, or at other addresses, as containers are.</summary>
internal sealed class KillAll(bool isElsewhere) : ClusterFault
{
    public override string Name => isElsewhere ? "kill-all-new-addresses" : "kill-all";

    public override bool IsQuick => isElsewhere;

    protected override async Task InflictAsync(ClusterRun run)
    {
        run.TouchAll();
        await Task.WhenAll(run.Cluster.Silos.Select(silo => silo.KillAsync()));
        foreach (SiloNode silo in run.Cluster.Silos)
        {
            silo.Start(isElsewhere);
        }

        run.Phases.End();
        await run.CallersNoticeAsync();
        await run.ReadyAsync();
    }
}
