using UserRep.EventLog.Events;
using UserRep.EventLog.Postgres;
using UserRep.EventLog.Snapshots;
using UserRep.Testing.Postgres;
using UserRep.Tests.EventLog.Events;

namespace UserRep.Tests.EventLog.Postgres;

/// <summary>On a real server, with a second process' engine at work on the same database.</summary>
public sealed class PostgresEventLogTests(SharedPostgres server) : EventLogConformance
{
    private PostgresTestDatabase _database = null!;
    private IEventLog _other = null!;

    private protected override IReadOnlyList<IEventLog> Appenders => [Log, _other];

    public override async ValueTask InitializeAsync()
    {
        _database ??= await server.CreateDatabaseAsync();
        await base.InitializeAsync();
        _other = await OpenAsync(partitions: 4);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _other.DisposeAsync();
        await _database.DisposeAsync();
    }

    private protected override async Task<IEventLog> OpenAsync(int partitions) =>
        await PostgresEventLog.OpenAsync(_database.Source, new PostgresLogOptions { Partitions = partitions }, CancellationToken.None);

    private protected override async Task<ISnapshotStore> OpenSnapshotsAsync() =>
        await PostgresSnapshotStore.OpenAsync(_database.Source, new PostgresLogOptions(), CancellationToken.None);
}
