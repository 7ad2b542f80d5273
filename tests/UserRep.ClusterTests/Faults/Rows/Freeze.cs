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
        using IDisposable touching = run.Touching(silo);
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
        if (await run.Cluster.IsGivenUpAsync(silo))
        {
            TimeSpan ended = await Until.TrueAsync("the zombie ends", TimeSpan.FromSeconds(30), () => Task.FromResult(!silo.IsRunning));
            run.Notes.Add($"the zombie ended after {ended.TotalSeconds:0.0} s");
            silo.Start();
            await silo.ReadyAsync();
        }

        run.Phases.End();
    }
}
