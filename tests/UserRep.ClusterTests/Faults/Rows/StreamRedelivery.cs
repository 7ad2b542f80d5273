using System.Globalization;
using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>The whole log comes over the streams once more, last things first, while callers are at work.</summary>
internal sealed class StreamRedelivery : ClusterFault
{
    public override string Name => "stream-redelivery";

    protected override async Task<Cluster> StartAsync(FaultSetting setting)
    {
        Testing.Postgres.PostgresTestDatabase database = await setting.Postgres.CreateDatabaseAsync();
        SiloPlace place = new() { Database = database.ConnectionString, Program = SiloPlace.FailingProgram };
        return await Cluster.StartAsync(database, [place, place, place], Settings);
    }

    protected override async Task InflictAsync(ClusterRun run)
    {
        int again = 0;
        for (int time = 0; time < run.Setting.Long(3, 1); time++)
        {
            using HttpResponseMessage answer = await run.Cluster.Silos[run.Random.Next(3)].Rest.PostAsync("/redeliver", null);
            again += int.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(), CultureInfo.InvariantCulture);
        }

        run.Phases.End();
        run.Notes.Add($"{again} events came again over the streams");
    }
}
