using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Streams;
using UserRep.Grains.Hosting;

namespace UserRep.Grains.Watching;

/// <summary>Gathers this silo's notices and sends them on the stream in batches. When too many wait, the oldest are dropped: a notice is no promise.</summary>
internal sealed class ChangeNotifier(IClusterClient cluster, TimeProvider time, ILogger<ChangeNotifier> logger) : BackgroundService
{
    public const string StreamNamespace = "vector-changes";
    public const string StreamKey = "all";

    private const int MaxWaiting = 20_000;
    private const int MaxBatch = 1_000;
    private static readonly TimeSpan _gathering = TimeSpan.FromMilliseconds(20);

    private readonly Channel<VectorChange> _changes = Channel.CreateBounded<VectorChange>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Gets how many notices wait to be sent.</summary>
    public int Waiting => _changes.Reader.Count;

    public void Notify(in VectorChange change) => _changes.Writer.TryWrite(change);

    /// <summary>Tells of a change that is no news, unless that would take the place of news.</summary>
    public void Hint(in VectorChange change)
    {
        if (Waiting < MaxWaiting / 2)
        {
            Notify(change);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<VectorChange> batch = [];
        while (await _changes.Reader.WaitToReadAsync(stoppingToken).ConfigureAwait(false))
        {
            while (batch.Count < MaxBatch && _changes.Reader.TryRead(out VectorChange change))
            {
                batch.Add(change);
            }

            await SendAsync(new ChangeBatch([.. batch])).ConfigureAwait(false);
            batch.Clear();
            await Task.Delay(_gathering, time, stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(ChangeBatch batch)
    {
        try
        {
            IAsyncStream<ChangeBatch> stream = cluster.GetStreamProvider(GrainsHosting.NoticesName).GetStream<ChangeBatch>(StreamId.Create(StreamNamespace, StreamKey));
            await stream.OnNextAsync(batch).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Log.NoticesNotSent(logger, error);
        }
    }
}
