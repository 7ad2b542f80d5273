using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>SIGSTOP of a silo for some seconds. One that was given up meanwhile comes back as a zombie, with all it had in memory, and must do no harm.</summary>
internal sealed class Freeze(int seconds) : ClusterFault
{
    public override string Name => $"freeze-{seconds}s";

    public override bool IsQuick => seconds == 20;

    protected override async Task InflictAsync(ClusterRun run)
    {
        SiloNode silo = run.Cluster.Silos[run.Random.Next(run.Cluster.Silos.Count)];
        run.Touch(silo);
        await silo.FreezeAsync();
        Task frozen = Task.Delay(TimeSpan.FromSeconds(seconds), CancellationToken.None);
        if (seconds > 15)
        {
            await run.GivenUpAsync(silo);
        }
        else
        {
            await run.CallersNoticeAsync();
        }

        await frozen;
        await silo.ThawAsync();
        run.Phases.End();
        await SupervisedAsync(run);
    }
}
