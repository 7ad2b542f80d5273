using System.Net.Http.Json;
using UserRep.ClusterTests.Faults.Ledgers;
using UserRep.ClusterTests.Faults.Machines;
using UserRep.ClusterTests.Faults.Reports;
using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>One silo after the other is replaced by one of the next build, both serving meanwhile, and each time consumers change what they accept.</summary>
internal sealed class RollingUpgrade : ClusterFault
{
    private NextBuild? _next;

    public override string Name => "rolling-upgrade";

    public override bool IsQuick => true;

    public override async Task<FaultRow> RunAsync(FaultSetting setting)
    {
        setting.Say("building the next build");
        using NextBuild next = _next = await NextBuild.MakeAsync();
        return await base.RunAsync(setting);
    }

    protected override async Task InflictAsync(ClusterRun run)
    {
        await using PatientCaller caller = new(run.Cluster.Silos, run.Ledger);
        // As a script of the next build would, on its first start.
        await run.Cluster.ExecuteAsync("ALTER TABLE log_event ADD COLUMN added_by_the_next_build text DEFAULT 'next'");
        foreach (SiloNode silo in run.Cluster.Silos)
        {
            await ReplaceAsync(run, silo, silo.Place with { Program = _next!.Program });
            await ChangeAsync(run, silo.Number);
        }

        run.Phases.End();
        run.Notes.Add(await caller.StopAsync());
        run.Notes.Add($"{_next!.Changed} messages and states with a field more");
    }

    /// <summary>Has the catalogue, wherever it is, store its state, and every silo hear of it.</summary>
    private static async Task ChangeAsync(ClusterRun run, int number)
    {
        foreach (SiloNode by in run.Cluster.Silos)
        {
            await Until.TrueAsync("a consumer is taken", TimeSpan.FromSeconds(30), async () =>
            {
                using HttpResponseMessage answer = await by.Rest.PutAsJsonAsync($"/v1/consumers/of-{by.Number}-at-{number}", new { accepts = (string[])[ClusterRun.Current, ClusterRun.Other] });
                return answer.IsSuccessStatusCode;
            });
        }

        foreach (SiloNode silo in run.Cluster.Silos)
        {
            string consumers = await silo.Rest.GetStringAsync("/v1/consumers");
            if (run.Cluster.Silos.Any(by => !consumers.Contains($"of-{by.Number}-at-{number}", StringComparison.Ordinal)))
            {
                throw new InvalidOperationException($"Silo {silo.Number} does not know all consumers: {consumers}");
            }
        }
    }
}
