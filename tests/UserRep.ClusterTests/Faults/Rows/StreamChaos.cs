using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>The streams between log and users drop a third of what they carry, and carry old events again, out of order, all the time.</summary>
internal sealed class StreamChaos : ClusterFault
{
    public override string Name => "stream-chaos";

    public override bool IsQuick => true;

    protected override async Task<Cluster> StartAsync(FaultSetting setting)
    {
        Testing.Postgres.PostgresTestDatabase database = await setting.Postgres.CreateDatabaseAsync();
        SiloPlace place = new()
        {
            Database = database.ConnectionString,
            Program = SiloPlace.FailingProgram,
            Environment = new Dictionary<string, string> { ["USERREP_CHAOS"] = $"{setting.Seed}" },
        };
        return await Cluster.StartAsync(database, [place, place, place], Settings);
    }

    protected override async Task InflictAsync(ClusterRun run)
    {
        run.TouchAll();
        await run.MoreAsync(run.Setting.Long(10_000, 1_000));
        run.Phases.End();
        long heals = 0;
        foreach (SiloNode silo in run.Cluster.Silos)
        {
            heals = Math.Max(heals, await ClusterRun.HealsAsync(silo));
        }

        if (heals == 0)
        {
            throw new InvalidOperationException("No partition found that something was missing: the streams dropped nothing.");
        }

        run.Notes.Add($"{heals} times a partition found that something was missing");
    }
}
