using UserRep.ClusterTests.Faults.Checks;
using UserRep.ClusterTests.Faults.Reports;
using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults;

/// <summary>Something that goes wrong with a cluster of three silos, and is set right again; then everything must be whole.</summary>
internal abstract class ClusterFault : Fault
{
    // Snapshots often, so that many are written while it happens.
    protected static readonly string[] Settings = ["--UserRep:SnapshotEvents", "8"];

    // What users who are not touched may notice, on a machine that also has to start silos meanwhile.
    private const double SlowerAtMost = 10;
    private const double AlwaysFineMs = 250;
    private const double NeverFineMs = 1_000;

    public override async Task<FaultRow> RunAsync(FaultSetting setting)
    {
        setting.Say("starting");
        await using ClusterRun run = await ClusterRun.StartAsync(await StartAsync(setting), setting);
        setting.Say("the fault");
        run.Phases.Begin();
        await InflictAsync(run);
        await run.RecoverAsync();
        Findings findings = await run.CheckAsync();
        return Row(run, findings);
    }

    /// <summary>Starts the cluster it happens to.</summary>
    protected virtual Task<Cluster> StartAsync(FaultSetting setting) => Cluster.StartAsync(setting.Postgres, 3, Settings);

    /// <summary>Has it happen, and sets it right.</summary>
    protected abstract Task InflictAsync(ClusterRun run);

    /// <summary>As a supervisor does: whoever has ended is started again, and so is who was given up, once it has found out and ended.</summary>
    protected static async Task SupervisedAsync(ClusterRun run)
    {
        foreach (SiloNode silo in run.Cluster.Silos)
        {
            if (silo.IsRunning && !await run.Cluster.IsGivenUpAsync(silo))
            {
                continue;
            }

            string ended = silo.IsRunning ? "was given up and ended" : "ended by itself";
            await Until.TrueAsync($"silo {silo.Number}, which was given up, ends", TimeSpan.FromSeconds(60), () => Task.FromResult(!silo.IsRunning));
            run.Notes.Add($"silo {silo.Number} {ended}, and was started again");
            silo.Start();
            await silo.ReadyAsync();
        }
    }

    /// <summary>Asks a silo to stop, and starts it at a place.</summary>
    protected static async Task ReplaceAsync(ClusterRun run, SiloNode silo, SiloPlace place)
    {
        Touch touch = run.Touch(silo);
        int code = await silo.StopAsync();
        if (code != 0)
        {
            throw new InvalidOperationException($"Silo {silo.Number} ended with {code}: {silo.Said}");
        }

        silo.Place = place;
        silo.Start();
        run.Phases.End();
        await silo.ReadyAsync();
        await run.HomeAsync();
        touch.End();
    }

    protected FaultRow Row(ClusterRun run, Findings findings)
    {
        (double? before, double? during, double? after) = run.Phases.P99(run.Ledger.Latencies);
        if (run.Setting.IsWhole && during > Math.Clamp(SlowerAtMost * before ?? 0, AlwaysFineMs, NeverFineMs))
        {
            findings = findings with { Broken = [.. findings.Broken, $"I8: reads of users who are not touched take {during:0} ms at the 99th percentile, {before:0} before."] };
        }

        run.Notes.Add(during is null ? "I8 not measured: too few reads are not touched" : $"{run.Phases.Failures(run.Ledger.Latencies)} reads failed of those not touched");
        return new FaultRow
        {
            Fault = Name,
            Control = IsControl,
            Seed = run.Setting.Seed,
            Operations = run.Ledger.Operations,
            Acknowledged = findings.Acknowledged,
            Lost = findings.Lost,
            Doubled = findings.Doubled,
            Unknown = findings.Unknown,
            DetectionSeconds = run.Phases.DetectionSeconds,
            RecoverySeconds = run.Phases.RecoverySeconds,
            WorstStalenessSeconds = run.Ledger.WorstStaleness.TotalSeconds,
            P99Before = before,
            P99During = during,
            P99After = after,
            Verdict = Verdicts.Of(findings, IsControl),
            Note = string.Join("; ", run.Notes),
        };
    }
}
