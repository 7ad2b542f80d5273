using UserRep.Protocol.V1;

namespace UserRep.Client;

/// <summary>One caller's read on its way. It holds the version that was asked for, and an answer is only ever read against it.</summary>
internal sealed class PendingRead(IReadOnlyList<string> userIds, string version, long maxAgeMs, long minPosition, long asOfMs)
{
    private readonly TaskCompletionSource<VectorFrame> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadMessage? _message;

    public IReadOnlyList<string> UserIds => userIds;

    public string Version => version;

    public long MinPosition => minPosition;

    public Task<VectorFrame> Task => _completion.Task;

    /// <summary>Gets a value indicating whether it has been answered, has failed, or has been given up.</summary>
    public bool IsDone => _completion.Task.IsCompleted;

    /// <summary>Whether both can travel in one message.</summary>
    public bool GoesWith(PendingRead other) => version == other.Version && maxAgeMs == other.MaxAge && asOfMs == other.AsOf;

    /// <summary>The same question, to be asked once more.</summary>
    public PendingRead Again() => new(userIds, version, maxAgeMs, minPosition, asOfMs);

    public ReadRequest Request(ulong id) => new() { Id = id, Version = version, MaxAgeMs = maxAgeMs, AsOfMs = asOfMs };

    public void Answer(ReadResponse response, int users, int first)
    {
        try
        {
            _completion.TrySetResult(VectorFrame.Of(response, version, users, first, userIds.Count));
        }
        catch (UserRepClientException error)
        {
            _completion.TrySetException(error);
        }
    }

    public void Fail(Exception error) => _completion.TrySetException(error);

    /// <summary>Says which message it travels in.</summary>
    public void GoesIn(ReadMessage message) => Volatile.Write(ref _message, message);

    /// <summary>Its caller waits no more: it is not sent any more, or its message need not be kept for it.</summary>
    public void GiveUp()
    {
        // First done, then the message; whoever puts it into a message does that first and then asks whether it is done. One sees the other.
        _completion.TrySetCanceled();
        Volatile.Read(ref _message)?.ReaderLeft();
    }

    private long MaxAge => maxAgeMs;

    private long AsOf => asOfMs;
}
