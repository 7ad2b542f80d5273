using UserRep.ClusterTests.Faults.Machines;
using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>The disk fails, or crawls, under a silo alone on SQLite.</summary>
internal sealed class SqliteDisk(string name, string trouble) : ClusterFault
{
    public override string Name => $"sqlite-{name}";

    public override string? Lacks() => DiskTrouble.Lacks();

    protected override Task<Cluster> StartAsync(FaultSetting setting) => Cluster.StartAloneAsync(new SiloPlace(), Settings);

    protected override async Task InflictAsync(ClusterRun run)
    {
        run.TouchAll();
        SiloNode silo = run.Cluster.Silos[0];
        await using (await DiskTrouble.BeginAsync([silo.ProcessId], trouble))
        {
            Task over = Task.Delay(run.Setting.Long(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5)), CancellationToken.None);
            if (trouble == DiskTrouble.Fails)
            {
                await run.CallersNoticeAsync();
            }

            int before = run.Ledger.Acknowledged;
            await over;
            run.AcknowledgedSince(before, isNoneRight: trouble == DiskTrouble.Fails);
        }

        run.Phases.End();
        await SupervisedAsync(run);
    }
}
