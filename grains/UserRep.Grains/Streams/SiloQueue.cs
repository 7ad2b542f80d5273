using System.Threading.Channels;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace UserRep.Grains.Streams;

/// <summary>Messages of some streams, until the agent takes them. It waits for the next one instead of asking again and again.</summary>
internal sealed class SiloQueue(TimeProvider time) : IQueueAdapterReceiver
{
    /// <summary>How many messages wait at most.</summary>
    public const int MaxWaiting = 1_024;

    // The agent lets go of what it has delivered when it comes back; while nothing happens it would keep it.
    private static readonly TimeSpan _lettingGo = TimeSpan.FromSeconds(1);

    private readonly Channel<SiloQueueMessage> _messages = Channel.CreateBounded<SiloQueueMessage>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private long _last;
    private bool _isToLetGo;

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

    /// <returns>Messages; none where it was cancelled, or once when nothing came for a second.</returns>
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

        _isToLetGo = messages.Count > 0;
        return messages;
    }

    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

    public Task Shutdown(TimeSpan timeout) => Task.CompletedTask;

    private async Task<bool> IsAnyAsync(CancellationToken cancellation)
    {
        try
        {
            if (_messages.Reader.TryPeek(out _))
            {
                return true;
            }

            if (!_isToLetGo)
            {
                return await _messages.Reader.WaitToReadAsync(cancellation);
            }

            using CancellationTokenSource quiet = new(_lettingGo, time);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, cancellation);
            return await _messages.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
