using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>kill -9 of one of three silos, one after the other, each started again.</summary>
internal sealed class KillOne : ClusterFault
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(20);

    public override string Name => "kill-one";

    public override bool IsQuick => true;

    protected override async Task InflictAsync(ClusterRun run)
    {
        int first = run.Random.Next(run.Cluster.Silos.Count);
        for (int i = 0; i < run.Setting.Long(3, 1); i++)
        {
            SiloNode silo = run.Cluster.Silos[(first + i) % run.Cluster.Silos.Count];
            Touch touch = run.Touch(silo);
            Task next = Task.Delay(run.Setting.Long(_every, TimeSpan.Zero), CancellationToken.None);
            await silo.KillAsync();
            await run.GivenUpAsync(silo);
            silo.Start();
            run.Phases.End();
            await silo.ReadyAsync();
            await run.HomeAsync();
            touch.End();
            await next;
        }
    }
}
