using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Orleans.Streams;
using UserRep.Grains.Hosting;
using UserRep.Grains.Versions;

namespace UserRep.Grains.Watching;

/// <summary>Lets watchers on this silo have the notices of all silos.</summary>
internal sealed class VectorChanges(IClusterClient cluster, VersionHost versions) : IVectorChanges
{
    private const int MaxWaiting = 10_000;

    public async IAsyncEnumerable<VectorChange> WatchAsync(
        string? version, IReadOnlyCollection<string>? userIds, [EnumeratorCancellation] CancellationToken cancellation)
    {
        HashSet<string>? users = userIds is null || userIds.Count == 0 ? null : new HashSet<string>(userIds, StringComparer.Ordinal);

        // A watcher who cannot keep up loses the oldest notices, and harms nobody else.
        Channel<VectorChange> mine = Channel.CreateBounded<VectorChange>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        IAsyncStream<ChangeBatch> stream = cluster.GetStreamProvider(GrainsHosting.NoticesName)
            .GetStream<ChangeBatch>(StreamId.Create(ChangeNotifier.StreamNamespace, ChangeNotifier.StreamKey));
        StreamSubscriptionHandle<ChangeBatch> subscription = await stream.SubscribeAsync((batch, _) =>
        {
            foreach (VectorChange change in batch.Changes)
            {
                if (change.Version == (version ?? versions.Plan.Current?.Version) && (users is null || users.Contains(change.UserId)))
                {
                    mine.Writer.TryWrite(change);
                }
            }

            return Task.CompletedTask;
        }).ConfigureAwait(false);
        try
        {
            await foreach (VectorChange change in mine.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            await subscription.UnsubscribeAsync().ConfigureAwait(false);
        }
    }
}
