using UserRep.EventLog.Events;
using UserRep.EventLog.Postgres;
using UserRep.EventLog.Snapshots;
using UserRep.Testing.Postgres;
using UserRep.Tests.EventLog.Events;
using Xunit;

namespace UserRep.Tests.EventLog.Postgres;

/// <summary>On a real server, with a second process' engine at work on the same database.</summary>
public sealed class PostgresEventLogTests(SharedPostgres server) : TableLogConformance
{
    private PostgresTestDatabase? _database;
    private PostgresEventLog _other = null!;

    private protected override IReadOnlyList<IEventLog> Appenders => [Log, _other];

    public override async ValueTask InitializeAsync()
    {
        if (_database is null)
        {
            _database = await server.CreateDatabaseAsync();

            // The engine says itself what it needs: an operator's defaults change nothing.
            await _database.ExecuteAsync($"ALTER DATABASE {_database.Name} SET default_transaction_isolation = 'serializable'");
            await _database.ExecuteAsync($"ALTER DATABASE {_database.Name} SET synchronous_commit = 'off'");
        }

        await base.InitializeAsync();
        _other = await OpenPostgresAsync(partitions: 4);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _other.DisposeAsync();
        await _database!.DisposeAsync();
    }

    [Fact]
    public async Task An_epoch_raised_by_another_process_is_seen_with_the_heads()
    {
        Assert.Equal(2, await _other.RaiseEpochAsync(CancellationToken.None));
        Assert.Equal(1, Log.Epoch);

        await Log.HeadsAsync(CancellationToken.None);

        Assert.Equal(2, Log.Epoch);
    }

    private protected override async Task<IEventLog> OpenAsync(int partitions) => await OpenPostgresAsync(partitions);

    private protected override async Task<ISnapshotStore> OpenSnapshotsAsync() =>
        await PostgresSnapshotStore.OpenAsync(_database!.Source, new PostgresLogOptions(), CancellationToken.None);

    private protected override Task DamageAsync(int partition, long offset, string assignment) =>
        _database!.ExecuteAsync($"UPDATE log_event SET {assignment} WHERE partition = {partition} AND event_offset = {offset}");

    private Task<PostgresEventLog> OpenPostgresAsync(int partitions) =>
        PostgresEventLog.OpenAsync(_database!.Source, new PostgresLogOptions { Partitions = partitions }, CancellationToken.None);
}
