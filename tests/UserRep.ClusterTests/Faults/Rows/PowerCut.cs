using UserRep.ClusterTests.Faults.Checks;
using UserRep.ClusterTests.Faults.Machines;
using UserRep.ClusterTests.Faults.Reports;
using UserRep.ClusterTests.Silos;
using UserRep.Testing;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>
/// The power is cut under load: all processes are killed, and what had reached the disk by then is what there is when they are started again. The control
/// has a disk that only says it has written.
/// </summary>
internal abstract class PowerCut(PowerCutControl control) : ClusterFault
{
    private const int DiskMegabytes = 1_024;

    public sealed override bool IsControl => Control != PowerCutControl.None;

    protected PowerCutControl Control => control;

    /// <summary>Gets the end of the row's name.</summary>
    protected string Suffix => Control switch
    {
        PowerCutControl.LyingDisk => "-lying-disk",
        PowerCutControl.LaxCommits => "-lax-commits",
        _ => string.Empty,
    };

    public override string? Lacks() => LoopDisk.Lacks() ?? (Control == PowerCutControl.LyingDisk ? DiskTrouble.Lacks() : null);

    public override async Task<FaultRow> RunAsync(FaultSetting setting)
    {
        setting.Say("starting");
        await using LoopDisk disk = await LoopDisk.MakeAsync(DiskMegabytes);
        LoopDisk? cut = null;
        try
        {
            await using ClusterRun run = await ClusterRun.StartAsync(await StartAsync(disk, setting), setting);
            await Command.RunAsync("sync");
            run.TouchAll();
            await LoadAndKillAsync(run);
            cut = await disk.CutAsync();
            await RestartAsync(run.Cluster, cut);
            return Row(run, await (IsControl ? LostAsync(run) : WholeAsync(run)));
        }
        finally
        {
            await StopAsync();
            if (cut is not null)
            {
                await cut.DisposeAsync();
            }
        }
    }

    /// <summary>Starts a cluster that has all it must not lose on the disk.</summary>
    protected abstract Task<Cluster> StartAsync(LoopDisk disk, FaultSetting setting);

    /// <summary>Makes acknowledgements worth nothing, where that is the row's control.</summary>
    protected virtual Task SpoilAsync() => Task.CompletedTask;

    /// <summary>The processes that write it.</summary>
    protected abstract Task<IReadOnlyList<int>> WritersAsync(Cluster cluster);

    /// <summary>Kills everybody.</summary>
    protected abstract Task KillAsync(Cluster cluster);

    /// <summary>Has the silos, which are not started yet, find what is left.</summary>
    protected abstract Task RestartAsync(Cluster cluster, LoopDisk cut);

    /// <summary>Ends who is not of the cluster and has files open on the disk.</summary>
    protected abstract Task StopAsync();

    protected sealed override Task InflictAsync(ClusterRun run) => LoadAndKillAsync(run);

    /// <summary>What it has forgotten can never be read again: the log alone tells.</summary>
    private async Task<Findings> LostAsync(ClusterRun run)
    {
        await run.Workload.DisposeAsync();
        Logged? logged = null;

        // A disk that lies leaves some pages old and others new.
        await run.Cluster.ReadStoresAsync(async (log, _) => logged = Control == PowerCutControl.LyingDisk ? await Logged.OfDamagedAsync(log) : await Logged.ReadAsync(log));
        Array.ForEach([.. logged!.Wrong], run.Notes.Add);
        return LedgerCheck.Check(run.Ledger, logged);
    }

    private static async Task<Findings> WholeAsync(ClusterRun run)
    {
        foreach (SiloNode silo in run.Cluster.Silos)
        {
            silo.Start();
        }

        await run.RecoverAsync();
        return await run.CheckAsync();
    }

    private async Task LoadAndKillAsync(ClusterRun run)
    {
        await SpoilAsync();
        await using DiskTrouble? lies = Control == PowerCutControl.LyingDisk ? await DiskTrouble.BeginAsync(await WritersAsync(run.Cluster), DiskTrouble.Lies) : null;
        await run.MoreAsync(run.Setting.Long(3_000, 800));
        run.Setting.Say("the power is cut");
        run.Phases.Begin();
        await KillAsync(run.Cluster);
    }
}
