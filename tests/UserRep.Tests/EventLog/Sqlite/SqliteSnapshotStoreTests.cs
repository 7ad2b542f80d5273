using UserRep.EventLog.Snapshots;
using UserRep.EventLog.Sqlite;
using UserRep.Tests.EventLog.Snapshots;

namespace UserRep.Tests.EventLog.Sqlite;

public sealed class SqliteSnapshotStoreTests : SnapshotStoreConformance
{
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    private protected override async Task<ISnapshotStore> OpenAsync() =>
        await SqliteSnapshotStore.OpenAsync(new SqliteLogOptions { Folder = _folder.Path }, CancellationToken.None);
}
