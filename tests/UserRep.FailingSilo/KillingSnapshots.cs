using UserRep.EventLog.Snapshots;

namespace UserRep.FailingSilo;

/// <summary>The snapshots with a failpoint in the midst of writing some, when half of them are stored, and one before those of a user who is erased are removed.</summary>
internal sealed class KillingSnapshots(ISnapshotStore snapshots, Failpoint failpoint) : ISnapshotStore
{
    public async Task<int> UpsertAsync(IReadOnlyList<Snapshot> written, CancellationToken cancellation)
    {
        int half = await snapshots.UpsertAsync([.. written.Take((written.Count + 1) / 2)], cancellation);
        failpoint.Hit("snapshots.midway");
        return half + (written.Count == 1 ? 0 : await snapshots.UpsertAsync([.. written.Skip((written.Count + 1) / 2)], cancellation));
    }

    public Task<IReadOnlyList<Snapshot>> ReadAsync(string featureSpace, IReadOnlyList<string> userIds, CancellationToken cancellation) => snapshots.ReadAsync(featureSpace, userIds, cancellation);

    public Task<int> RemoveUserAsync(string userId, CancellationToken cancellation)
    {
        failpoint.Hit("snapshots.before-erase");
        return snapshots.RemoveUserAsync(userId, cancellation);
    }

    public Task<int> RemoveAsync(Snapshot snapshot, CancellationToken cancellation) => snapshots.RemoveAsync(snapshot, cancellation);

    public Task<int> RemoveFeatureSpaceAsync(string featureSpace, int most, CancellationToken cancellation) => snapshots.RemoveFeatureSpaceAsync(featureSpace, most, cancellation);

    public ValueTask DisposeAsync() => snapshots.DisposeAsync();
}
