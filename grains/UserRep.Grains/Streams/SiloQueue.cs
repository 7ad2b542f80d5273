using System.Threading.Channels;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace UserRep.Grains.Streams;

/// <summary>Messages of some streams, until the agent takes them. It waits for the next one instead of asking again and again.</summary>
internal sealed class SiloQueue : IQueueAdapterReceiver
{
    /// <summary>How many messages wait at most.</summary>
    public const int MaxWaiting = 1_024;

    private readonly Channel<SiloQueueMessage> _messages = Channel.CreateBounded<SiloQueueMessage>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private long _last;

    /// <summary>Puts a message in.</summary>
    /// <exception cref="SiloQueueFullException">There is no room for it.</exception>
    public void Add(StreamId stream, IReadOnlyList<object> events, Dictionary<string, object>? context)
    {
        if (!_messages.Writer.TryWrite(new SiloQueueMessage { StreamId = stream, Events = events, Context = context }))
        {
            throw new SiloQueueFullException($"{MaxWaiting:N0} messages wait already to be delivered.");
        }
    }

    public Task Initialize(TimeSpan timeout) => Task.CompletedTask;

    public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount) => GetQueueMessagesAsync(maxCount, CancellationToken.None);

    /// <returns>Messages; none where it was cancelled.</returns>
    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount, CancellationToken cancellationToken)
    {
        List<IBatchContainer> messages = [];
        while (messages.Count == 0 && await IsAnyAsync(cancellationToken))
        {
            while ((maxCount == QueueAdapterConstants.UNLIMITED_GET_QUEUE_MSG || messages.Count < maxCount) && _messages.Reader.TryRead(out SiloQueueMessage? message))
            {
                // Numbered where they are taken out, so that they go up.
                message.SequenceToken = new EventSequenceTokenV2(++_last);
                messages.Add(message);
            }
        }

        return messages;
    }

    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

    public Task Shutdown(TimeSpan timeout) => Task.CompletedTask;

    private async Task<bool> IsAnyAsync(CancellationToken cancellation)
    {
        try
        {
            return await _messages.Reader.WaitToReadAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
