using Orleans.Streams;

namespace UserRep.Grains.Streams;

/// <summary>The queues of a stream provider, which every silo has all of, and the streams' places in them.</summary>
internal sealed class SiloQueueMapper(string provider, int queues, Func<StreamId, int> queueOf) : IStreamQueueMapper
{
    private readonly QueueId[] _queues = [.. Enumerable.Range(0, queues).Select(i => QueueId.GetQueueId(provider, (uint)i, (uint)i))];

    public IEnumerable<QueueId> GetAllQueues() => _queues;

    public QueueId GetQueueForStream(StreamId streamId) => _queues[queueOf(streamId)];
}
