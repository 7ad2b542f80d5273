using UserRep.EventLog.Postgres;
using UserRep.EventLog.Snapshots;
using UserRep.Testing.Postgres;
using UserRep.Tests.EventLog.Snapshots;
using Xunit;

namespace UserRep.Tests.EventLog.Postgres;

public sealed class PostgresSnapshotStoreTests(SharedPostgres server) : SnapshotStoreConformance
{
    private PostgresTestDatabase? _database;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database!.DisposeAsync();
    }

    [Fact]
    public async Task A_large_feature_space_goes_in_parts()
    {
        const int Users = 11_000;
        CancellationToken none = CancellationToken.None;
        await Store.UpsertAsync([.. Enumerable.Range(0, Users).Select(i => new Snapshot($"user-{i}", "space", 1, 1, new byte[] { 1 })), new Snapshot("ann", "other", 1, 1, new byte[] { 1 })], none);

        Assert.Equal(5_000, await Store.RemoveFeatureSpaceAsync("space", 5_000, none));
        Assert.Equal(Users - 5_000, await Store.RemoveFeatureSpaceAsync("space", Users, none));

        Assert.Empty(await Store.ReadAsync("space", ["user-0", $"user-{Users - 1}"], none));
        Assert.Single(await Store.ReadAsync("other", ["ann"], none));
    }

    private protected override async Task<ISnapshotStore> OpenAsync()
    {
        _database ??= await server.CreateDatabaseAsync();
        return await PostgresSnapshotStore.OpenAsync(_database.Source, new PostgresLogOptions(), CancellationToken.None);
    }
}
