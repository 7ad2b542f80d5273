using System.Net.Http.Json;
using Npgsql;
using UserRep.Client;
using UserRep.ClusterTests.Faults.Ledgers;
using UserRep.ClusterTests.Faults.Machines;
using UserRep.ClusterTests.Faults.Reports;
using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>
/// One silo after the other is replaced by one of the next build, which brings a step of the log's schema, both serving meanwhile, and each time
/// consumers change what they accept. An old one that is killed in the midst of it starts again; at full length one goes back, and forward again.
/// </summary>
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
        IReadOnlyList<SiloNode> silos = run.Cluster.Silos;
        await PatientlyAsync(run, () => UpgradeAsync(run, silos[0]));
        await RequireStepAsync(run);
        run.Setting.Say("an old silo is killed");
        await KillAsync(run, silos[1]);
        await WorkAsync(run, silos[1], "restarted");
        await PatientlyAsync(run, async () =>
        {
            foreach (SiloNode silo in silos.Skip(1))
            {
                await UpgradeAsync(run, silo);
            }

            if (run.Setting.IsWhole)
            {
                run.Setting.Say("back, and forward again");
                await UndoAsync(run, silos[0]);
                await UpgradeAsync(run, silos[0]);
            }
        });
        run.Phases.End();
        run.Notes.Add($"{_next!.Changed} messages and states with a field more");
    }

    /// <summary>Has a caller at work meanwhile who is not to notice.</summary>
    private static async Task PatientlyAsync(ClusterRun run, Func<Task> act)
    {
        await using PatientCaller caller = new(run.Cluster.Silos, run.Ledger);
        await act();
        run.Notes.Add(await caller.StopAsync());
    }

    private static SiloPlace OfThisBuild(SiloNode silo) => silo.Place with { Program = new SiloPlace().Program };

    private async Task UpgradeAsync(ClusterRun run, SiloNode silo)
    {
        await ReplaceAsync(run, silo, silo.Place with { Program = _next!.Program });
        await ChangeAsync(run, $"{silo.Number}");
    }

    /// <summary>As <c>rollout undo</c> does.</summary>
    private static async Task UndoAsync(ClusterRun run, SiloNode silo)
    {
        await ReplaceAsync(run, silo, OfThisBuild(silo));
        await WorkAsync(run, silo, "undone");
        await ChangeAsync(run, $"{silo.Number}-undone");
    }

    /// <summary>An old silo is killed and started again as what it was.</summary>
    private static async Task KillAsync(ClusterRun run, SiloNode silo)
    {
        run.Touch(silo);
        await silo.KillAsync();
        await run.Cluster.GivenUpAsync(silo);
        silo.Start();
        await silo.ReadyAsync();
    }

    /// <summary>The first new silo has applied its step, which lets older ones go on.</summary>
    private async Task RequireStepAsync(ClusterRun run)
    {
        object? isAdditive = await ScalarAsync(run, $"SELECT additive FROM applied_script WHERE schema = 'postgres/events' AND number = {_next!.Step}");
        if (isAdditive is not true)
        {
            throw new InvalidOperationException($"Step {_next.Step} of the next build is not applied, or not additive: {isAdditive}.");
        }
    }

    /// <summary>Has an old silo take an event in, which is a row with the new column, and answer for its user.</summary>
    private static async Task WorkAsync(ClusterRun run, SiloNode silo, string when)
    {
        UserEvent[] events = [new UserEvent { UserId = Workload.User(0), EventId = $"by-old-{silo.Number}-{when}", Type = "play", ItemId = "item-1" }];
        await using UserRepClient client = silo.Client();
        run.Ledger.Sent(events);
        IReadOnlyList<PublishedEvent> published = await client.PublishAsync(events);
        run.Ledger.Took(published);
        UserVector vector = await client.GetAsync(events[0].UserId, new GetOptions { MinPosition = published[0].Position });
        object? written = await ScalarAsync(run, $"SELECT {NextBuild.Column} FROM log_event WHERE event_id = '{events[0].EventId}'");
        if (written is not NextBuild.Value || vector.Position < published[0].Position || silo.Place.Program != new SiloPlace().Program)
        {
            throw new InvalidOperationException($"Silo {silo.Number}, {when}, is no old one that works on the new schema: its row says {written}, its vector {vector.Position} of {published[0].Position}.");
        }

        run.Notes.Add($"silo {silo.Number}, old and {when}, took an event in after the next build's step");
    }

    private static async Task<object?> ScalarAsync(ClusterRun run, string sql)
    {
        await using NpgsqlCommand command = run.Cluster.Database!.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Has the catalogue, wherever it is, store its state, and every silo hear of it.</summary>
    private static async Task ChangeAsync(ClusterRun run, string when)
    {
        foreach (SiloNode by in run.Cluster.Silos)
        {
            await Until.TrueAsync("a consumer is taken", TimeSpan.FromSeconds(30), async () =>
            {
                using HttpResponseMessage answer = await by.Rest.PutAsJsonAsync($"/v1/consumers/of-{by.Number}-at-{when}", new { accepts = (string[])[ClusterRun.Current, ClusterRun.Other] });
                return answer.IsSuccessStatusCode;
            });
        }

        foreach (SiloNode silo in run.Cluster.Silos)
        {
            string consumers = await silo.Rest.GetStringAsync("/v1/consumers");
            if (run.Cluster.Silos.Any(by => !consumers.Contains($"of-{by.Number}-at-{when}", StringComparison.Ordinal)))
            {
                throw new InvalidOperationException($"Silo {silo.Number} does not know all consumers: {consumers}");
            }
        }
    }
}
