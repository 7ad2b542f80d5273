using UserRep.EventLog.Snapshots;

namespace UserRep.Tests.Simulation.Storage;

/// <summary>The snapshot store as one process has it open.</summary>
internal sealed class SimulatedSnapshots(SnapshotDisk disk, Connection connection) : ISnapshotStore
{
    public Task<int> UpsertAsync(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellation) => WriteAsync(() => disk.Upsert(snapshots));

    public Task<IReadOnlyList<Snapshot>> ReadAsync(string featureSpace, IReadOnlyList<string> userIds, CancellationToken cancellation) =>
        connection.ReadAsync(() => disk.Read(featureSpace, userIds));

    public Task<int> RemoveUserAsync(string userId, CancellationToken cancellation) => WriteAsync(() => disk.Remove(s => s.UserId == userId));

    public Task<int> RemoveAsync(Snapshot snapshot, CancellationToken cancellation) => WriteAsync(() => disk.Remove(s =>
        (s.UserId, s.FeatureSpace, s.Epoch, s.Position) == (snapshot.UserId, snapshot.FeatureSpace, snapshot.Epoch, snapshot.Position)));

    public Task<int> RemoveFeatureSpaceAsync(string featureSpace, int most, CancellationToken cancellation) =>
        WriteAsync(() => disk.Remove(s => s.FeatureSpace == featureSpace, most));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<int> WriteAsync(Func<int> write) => connection.WriteAsync(() => Task.FromResult(write()));
}
