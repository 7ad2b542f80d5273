using UserRep.EventLog.Snapshots;
using UserRep.EventLog.Sqlite;
using UserRep.Grains.Intake;
using UserRep.Grains.Versions;
using UserRep.Tests.Grains.Encoding;
using UserRep.Tests.Grains.Hosting;
using Xunit;

namespace UserRep.Tests.Grains.Snapshots;

public sealed class ShutdownTests : IDisposable
{
    private readonly SiloFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task Users_who_leave_as_the_silo_stops_are_snapshot()
    {
        long position;
        string space;
        await using (InProcessSilo silo = await InProcessSilo.StartAsync(_folders.Data))
        {
            await silo.ServeAsync(PoisonBundle.Write(_folders.Bundle("b"), throws: false));
            position = await silo.SendAsync("ann", new IncomingEvent { EventId = "1", UserId = "ann", Type = "play", ItemId = "item-1" });
            Assert.Equal(position, (await silo.ReadAsync("ann", position)).Info.Position);
            space = silo.Get<VersionHost>().Plan.Current!.Space.Id;
        }

        await using SqliteSnapshotStore store = await SqliteSnapshotStore.OpenAsync(new SqliteLogOptions { Folder = _folders.Data }, TestContext.Current.CancellationToken);
        Snapshot snapshot = Assert.Single(await store.ReadAsync(space, ["ann"], TestContext.Current.CancellationToken));
        Assert.Equal(position, snapshot.Position);
    }
}
