using UserRep.EventLog.Snapshots;

namespace UserRep.Tests.Grains.Hosting;

/// <summary>A store of snapshots in front of which a test can stop what removes those of a feature space.</summary>
internal sealed class GatedSnapshots(ISnapshotStore store) : ISnapshotStore
{
    /// <summary>Gets or sets what happens before snapshots of a feature space are removed.</summary>
    public Func<Task>? SpaceGoes { get; set; }

    public Task<int> UpsertAsync(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellation) => store.UpsertAsync(snapshots, cancellation);

    public Task<IReadOnlyList<Snapshot>> ReadAsync(string featureSpace, IReadOnlyList<string> userIds, CancellationToken cancellation) => store.ReadAsync(featureSpace, userIds, cancellation);

    public Task<int> RemoveUserAsync(string userId, CancellationToken cancellation) => store.RemoveUserAsync(userId, cancellation);

    public Task<int> RemoveAsync(Snapshot snapshot, CancellationToken cancellation) => store.RemoveAsync(snapshot, cancellation);

    public async Task<int> RemoveFeatureSpaceAsync(string featureSpace, int most, CancellationToken cancellation)
    {
        await (SpaceGoes?.Invoke() ?? Task.CompletedTask);
        return await store.RemoveFeatureSpaceAsync(featureSpace, most, cancellation);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
