using System.Collections.Concurrent;
using Orleans.Providers;
using Orleans.Streams;

namespace UserRep.Grains.Streams;

/// <summary>
/// The queues of Orleans' memory streams, which are grains of their own, apart from who produces and who consumes. Who takes messages out of them has to
/// ask, and asks less often the longer nothing came (see <see cref="PatientReceiver"/>).
/// </summary>
internal sealed class PatientQueues : IQueueAdapterFactory, IQueueAdapter
{
    private readonly MemoryAdapterFactory<DefaultMemoryMessageBodySerializer> _queues;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<QueueId, PatientReceiver> _receivers = new();

    public PatientQueues(IServiceProvider services, string name, TimeProvider time)
    {
        _queues = MemoryAdapterFactory<DefaultMemoryMessageBodySerializer>.Create(services, name);
        _time = time;
    }

    public string Name => _queues.Name;

    public bool IsRewindable => _queues.IsRewindable;

    public StreamProviderDirection Direction => _queues.Direction;

    /// <summary>Puts events into the stream's queue, and has whoever takes them out on this silo look at once.</summary>
    public async Task QueueMessageBatchAsync<T>(StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext)
    {
        await _queues.QueueMessageBatchAsync(streamId, events, token, requestContext);
        if (_receivers.TryGetValue(_queues.GetStreamQueueMapper().GetQueueForStream(streamId), out PatientReceiver? receiver))
        {
            receiver.Hint();
        }
    }

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => _receivers[queueId] = new PatientReceiver(_queues.CreateReceiver(queueId), _time);

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    public IQueueAdapterCache GetQueueAdapterCache() => _queues.GetQueueAdapterCache();

    public IStreamQueueMapper GetStreamQueueMapper() => _queues.GetStreamQueueMapper();

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) => _queues.GetDeliveryFailureHandler(queueId);
}
