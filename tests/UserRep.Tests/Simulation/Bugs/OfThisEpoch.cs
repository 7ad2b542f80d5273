using UserRep.EventLog.Events;
using UserRep.EventLog.Snapshots;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>Snapshots as a loader sees them that does not look at the epoch; mended, as they are.</summary>
internal sealed class OfThisEpoch(bool isMended, IEventLog log, ISnapshotStore store) : ISnapshotStore
{
    public async Task<IReadOnlyList<Snapshot>> ReadAsync(string featureSpace, IReadOnlyList<string> userIds, CancellationToken cancellation) =>
        [.. (await store.ReadAsync(featureSpace, userIds, cancellation)).Select(s => s with { Epoch = isMended ? s.Epoch : log.Epoch })];

    public Task<int> UpsertAsync(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellation) => store.UpsertAsync(snapshots, cancellation);

    public Task<int> RemoveUserAsync(string userId, CancellationToken cancellation) => store.RemoveUserAsync(userId, cancellation);

    public Task<int> RemoveAsync(Snapshot snapshot, CancellationToken cancellation) => store.RemoveAsync(snapshot, cancellation);

    public Task<int> RemoveFeatureSpaceAsync(string featureSpace, int most, CancellationToken cancellation) => store.RemoveFeatureSpaceAsync(featureSpace, most, cancellation);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
