using UserRep.EventLog.Snapshots;

namespace UserRep.Tests.Simulation.Storage;

/// <summary>The simulated snapshot store for callers in any thread.</summary>
internal sealed class CalmSnapshots(CalmDatabase database, SimulatedSnapshots snapshots) : ISnapshotStore
{
    public Task<int> UpsertAsync(IReadOnlyList<Snapshot> given, CancellationToken cancellation) => database.AskAsync(() => snapshots.UpsertAsync(given, cancellation));

    public Task<IReadOnlyList<Snapshot>> ReadAsync(string featureSpace, IReadOnlyList<string> userIds, CancellationToken cancellation) =>
        database.AskAsync(() => snapshots.ReadAsync(featureSpace, userIds, cancellation));

    public Task<int> RemoveUserAsync(string userId, CancellationToken cancellation) => database.AskAsync(() => snapshots.RemoveUserAsync(userId, cancellation));

    public Task<int> RemoveAsync(Snapshot snapshot, CancellationToken cancellation) => database.AskAsync(() => snapshots.RemoveAsync(snapshot, cancellation));

    public Task<int> RemoveFeatureSpaceAsync(string featureSpace, int most, CancellationToken cancellation) =>
        database.AskAsync(() => snapshots.RemoveFeatureSpaceAsync(featureSpace, most, cancellation));

    public ValueTask DisposeAsync() => snapshots.DisposeAsync();
}
