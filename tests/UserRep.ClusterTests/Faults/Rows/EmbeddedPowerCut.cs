using UserRep.ClusterTests.Faults.Machines;
using UserRep.ClusterTests.Silos;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>Of a silo alone, on SQLite.</summary>
internal sealed class EmbeddedPowerCut(PowerCutControl control = PowerCutControl.None) : PowerCut(control)
{
    public override string Name => $"power-cut-sqlite{Suffix}";

    protected override Task<Cluster> StartAsync(LoopDisk disk, FaultSetting setting) => Cluster.StartAloneAsync(new SiloPlace { Folder = Folder(disk) }, Settings);

    protected override Task<IReadOnlyList<int>> WritersAsync(Cluster cluster) => Task.FromResult<IReadOnlyList<int>>([cluster.Silos[0].ProcessId]);

    protected override Task KillAsync(Cluster cluster) => cluster.Silos[0].KillAsync();

    protected override Task RestartAsync(Cluster cluster, LoopDisk cut)
    {
        cluster.Silos[0].Place = new SiloPlace { Folder = Folder(cut) };
        return Task.CompletedTask;
    }

    protected override Task StopAsync() => Task.CompletedTask;

    private static string Folder(LoopDisk disk) => Path.Combine(disk.Folder, "data");
}
