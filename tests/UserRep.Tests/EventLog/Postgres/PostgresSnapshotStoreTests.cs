using UserRep.EventLog.Postgres;
using UserRep.EventLog.Snapshots;
using UserRep.Testing.Postgres;
using UserRep.Tests.EventLog.Snapshots;

namespace UserRep.Tests.EventLog.Postgres;

public sealed class PostgresSnapshotStoreTests(SharedPostgres server) : SnapshotStoreConformance
{
    private PostgresTestDatabase? _database;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database!.DisposeAsync();
    }

    private protected override async Task<ISnapshotStore> OpenAsync()
    {
        _database ??= await server.CreateDatabaseAsync();
        return await PostgresSnapshotStore.OpenAsync(_database.Source, new PostgresLogOptions(), CancellationToken.None);
    }
}
