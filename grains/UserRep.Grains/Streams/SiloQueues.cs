using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace UserRep.Grains.Streams;

/// <summary>The queues of a stream provider in this silo's memory: what is put in here is delivered from here.</summary>
internal sealed class SiloQueues(string name, SiloQueueMapper mapper, ILoggerFactory loggers, TimeProvider time) : IQueueAdapterFactory, IQueueAdapter
{
    // The agent reads a tenth of it at a time.
    private const int CachedMessages = 640;

    private readonly ConcurrentDictionary<QueueId, SiloQueue> _queues = new();
    private readonly SimpleQueueAdapterCache _cache = new(new SimpleQueueCacheOptions { CacheSize = CachedMessages }, name, loggers);

    public string Name => name;

    // Deliveries come from several silos, each of which counts for itself, so that there is no order to go back in.
    public bool IsRewindable => false;

    public StreamProviderDirection Direction => StreamProviderDirection.ReadWrite;

    /// <summary>Puts events into the stream's queue.</summary>
    /// <returns>A task that is done at once; failed with a <see cref="SiloQueueFullException"/> where there is no room for them.</returns>
    public Task QueueMessageBatchAsync<T>(StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext)
    {
        try
        {
            QueueOf(mapper.GetQueueForStream(streamId)).Add(streamId, [.. events.Cast<object>()], requestContext);
            return Task.CompletedTask;
        }
        catch (SiloQueueFullException full)
        {
            return Task.FromException(full);
        }
    }

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => QueueOf(queueId);

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    public IQueueAdapterCache GetQueueAdapterCache() => _cache;

    public IStreamQueueMapper GetStreamQueueMapper() => mapper;

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) => Task.FromResult<IStreamFailureHandler>(new NoOpStreamDeliveryFailureHandler());

    private SiloQueue QueueOf(QueueId id) => _queues.GetOrAdd(id, _ => new SiloQueue(time));
}
