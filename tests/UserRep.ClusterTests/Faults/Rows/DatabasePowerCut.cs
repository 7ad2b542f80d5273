using UserRep.ClusterTests.Faults.Machines;
using UserRep.ClusterTests.Silos;
using UserRep.Testing.Postgres;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>Of three silos and their PostgreSQL, whose default is not to wait for the disk: the log asks for it by itself. The control's server never does.</summary>
internal sealed class DatabasePowerCut(bool isControl) : PowerCut
{
    private PostgresServer? _server;

    public override string Name => isControl ? "power-cut-postgresql-lying-disk" : "power-cut-postgresql";

    public override bool IsControl => isControl;

    protected override async Task<Cluster> StartAsync(LoopDisk disk, FaultSetting setting)
    {
        string folder = Folder(disk);
        Directory.CreateDirectory(folder);
        _server = await PostgresServer.StartNewInAsync(folder, "synchronous_commit=off");
        PostgresTestDatabase database = await _server.CreateDatabaseAsync();
        return await Cluster.StartAsync(database, [.. Enumerable.Repeat(new SiloPlace { Database = database.ConnectionString }, 3)], Settings);
    }

    protected override Task<IReadOnlyList<int>> WritersAsync(Cluster cluster) => _server!.ProcessesAsync();

    protected override async Task KillAsync(Cluster cluster)
    {
        // The server first: the power goes for all at once.
        await _server!.KillAsync();
        await Task.WhenAll(cluster.Silos.Select(silo => silo.EnsureGoneAsync()));
    }

    protected override Task RestartAsync(Cluster cluster, LoopDisk cut)
    {
        _server!.MoveTo(Folder(cut));
        return _server.StartAsync();
    }

    protected override async Task StopAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private static string Folder(LoopDisk disk) => Path.Combine(disk.Folder, "server");
}
