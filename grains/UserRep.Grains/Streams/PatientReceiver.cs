using Orleans.Streams;

namespace UserRep.Grains.Streams;

/// <summary>
/// Takes messages out of a queue that has to be asked for them. While nothing comes it asks less and less often; once something came, or this silo put
/// something in, at once again. What another silo puts in after a quiet time waits for <see cref="MaxWait"/> at most.
/// </summary>
/// <param name="queue">The queue.</param>
/// <param name="time">What it waits by.</param>
internal sealed class PatientReceiver(IQueueAdapterReceiver queue, TimeProvider time) : IQueueAdapterReceiver
{
    /// <summary>How long it waits after nothing came twice; after each time more, for twice as long.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(20);

    /// <summary>How long it waits at most.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(320);

    private TaskCompletionSource _hint = NewHint();
    private TimeSpan _wait;

    /// <summary>Says that there is something in the queue now.</summary>
    public void Hint() => Volatile.Read(ref _hint).TrySetResult();

    public Task Initialize(TimeSpan timeout) => queue.Initialize(timeout);

    public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount) => GetQueueMessagesAsync(maxCount, CancellationToken.None);

    /// <returns>What is in the queue when it is time to ask it; none where the wait was cancelled.</returns>
    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount, CancellationToken cancellationToken)
    {
        if (_wait > TimeSpan.Zero)
        {
            await Volatile.Read(ref _hint).Task.WaitAsync(_wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return [];
        }

        // Before it is asked: a hint that comes later may be of what it does not answer with.
        bool isHinted = Volatile.Read(ref _hint).Task.IsCompleted;
        if (isHinted)
        {
            Volatile.Write(ref _hint, NewHint());
        }

        IList<IBatchContainer> messages = await queue.GetQueueMessagesAsync(maxCount, cancellationToken);
        _wait = messages.Count > 0 || isHinted ? TimeSpan.Zero : Longer(_wait);
        return messages;
    }

    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => MessagesDeliveredAsync(messages, CancellationToken.None);

    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages, CancellationToken cancellationToken) => queue.MessagesDeliveredAsync(messages, cancellationToken);

    public Task Shutdown(TimeSpan timeout) => queue.Shutdown(timeout);

    private static TimeSpan Longer(TimeSpan wait) => wait == TimeSpan.Zero ? FirstWait : wait < MaxWait ? 2 * wait : MaxWait;

    private static TaskCompletionSource NewHint() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
