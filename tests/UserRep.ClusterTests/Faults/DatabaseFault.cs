using UserRep.ClusterTests.Faults.Reports;
using UserRep.ClusterTests.Silos;
using UserRep.Testing.Postgres;

namespace UserRep.ClusterTests.Faults;

/// <summary>Something that goes wrong with the database server of a cluster, which is its own.</summary>
internal abstract class DatabaseFault : ClusterFault
{
    private PostgresServer? _server;
    private PostgresTestDatabase? _database;

    protected PostgresServer Server => _server!;

    protected PostgresTestDatabase Database => _database!;

    /// <summary>Gets the server's settings.</summary>
    protected virtual string[] ServerSettings => [];

    public override async Task<FaultRow> RunAsync(FaultSetting setting)
    {
        await using PostgresServer server = _server = await PostgresServer.StartNewAsync(ServerSettings);
        return await base.RunAsync(setting);
    }

    protected override async Task<Cluster> StartAsync(FaultSetting setting)
    {
        _database = await Server.CreateDatabaseAsync();
        return await Cluster.StartAsync(_database, Places(_database), Settings);
    }

    /// <summary>Where the silos are.</summary>
    protected virtual IReadOnlyList<SiloPlace> Places(PostgresTestDatabase database) => [.. Enumerable.Repeat(new SiloPlace { Database = database.ConnectionString }, 3)];
}
