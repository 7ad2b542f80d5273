using UserRep.ClusterTests.Faults.Machines;
using UserRep.ClusterTests.Silos;
using UserRep.Testing.Postgres;

namespace UserRep.ClusterTests.Faults.Rows;

/// <summary>Of three silos and their PostgreSQL, whose default is not to wait for the disk: the log asks for it by itself. The control's server never does.</summary>
internal sealed class DatabasePowerCut(PowerCutControl control = PowerCutControl.None) : PowerCut(control)
{
    // The service sets synchronous_commit itself: only what comes later in its transaction can undo that. The server then writes after so long.
    private const string LaxDelay = "wal_writer_delay=10s";
    private const string LaxCommits =
        """
        CREATE FUNCTION lax() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM set_config('synchronous_commit', 'off', true); RETURN NULL; END $$;
        DO $$ DECLARE name text; BEGIN
            FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
                EXECUTE format('CREATE TRIGGER lax AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION lax()', name);
            END LOOP;
        END $$
        """;

    private PostgresServer? _server;
    private PostgresTestDatabase? _database;

    public override string Name => $"power-cut-postgresql{Suffix}";

    protected override async Task<Cluster> StartAsync(LoopDisk disk, FaultSetting setting)
    {
        string folder = Folder(disk);
        Directory.CreateDirectory(folder);
        _server = await PostgresServer.StartNewInAsync(folder, "synchronous_commit=off", LaxDelay);
        _database = await _server.CreateDatabaseAsync();
        return await Cluster.StartAsync(_database, [.. Enumerable.Repeat(new SiloPlace { Database = _database.ConnectionString }, 3)], Settings);
    }

    protected override Task SpoilAsync() => Control == PowerCutControl.LaxCommits ? _database!.ExecuteAsync(LaxCommits) : Task.CompletedTask;

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
