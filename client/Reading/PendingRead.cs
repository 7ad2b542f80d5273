using UserRep.Protocol.V1;

namespace UserRep.Client;

/// <summary>One caller's read on its way. It holds the version that was asked for, and an answer is only ever read against it.</summary>
internal sealed class PendingRead(
    string[] userIds, string version, long maxAgeMs, long minPosition, long asOfMs, string consumer = "", bool isWhole = true, bool allowsCompatible = false, IReadOnlyList<string>? accepts = null)
{
    private const int Large = 64;

    private readonly TaskCompletionSource<VectorFrame> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadMessage? _message;
    private Waiters? _waiters;
    private Deadline _deadline;
    private CancellationToken _cancellation;
    private CancellationTokenRegistration _cancelling;

    public string[] UserIds => userIds;

    public string Version => version;

    public long MinPosition => minPosition;

    public Task<VectorFrame> Task => _completion.Task;

    /// <summary>Gets a value indicating whether it has been answered, has failed, or has been given up.</summary>
    public bool IsDone => _completion.Task.IsCompleted;

    public bool IsOverdue => _deadline.Left == TimeSpan.Zero;

    /// <summary>Gets or sets what <see cref="Waiters"/> keep of it.</summary>
    public PendingRead? Next { get; set; }

    /// <inheritdoc cref="Next"/>
    public PendingRead? Previous { get; set; }

    /// <inheritdoc cref="Next"/>
    public bool IsAwaited { get; set; }

    /// <summary>Gets a value indicating whether it is worth a message of its own.</summary>
    public bool IsLarge => userIds.Length >= Large;

    /// <summary>Whether both can travel in one message.</summary>
    public bool GoesWith(PendingRead other) =>
        !IsLarge && !other.IsLarge && version == other.Version && maxAgeMs == other.MaxAge && asOfMs == other.AsOf && consumer == other.Consumer && isWhole == other.IsWhole;

    /// <summary>The same question, to be asked once more.</summary>
    public PendingRead Again() => new(userIds, version, maxAgeMs, minPosition, asOfMs, consumer, isWhole, allowsCompatible, accepts);

    public ReadRequest Request(ulong id) => new() { Id = id, Version = version, MaxAgeMs = maxAgeMs, AsOfMs = asOfMs, Consumer = consumer, SingleVersion = isWhole && consumer.Length > 0 };

    /// <summary>Has it end when its time is over or its caller gives up.</summary>
    public void Await(Waiters waiters, Deadline deadline, CancellationToken cancellation)
    {
        (_waiters, _deadline, _cancellation) = (waiters, deadline, cancellation);
        if (cancellation.CanBeCanceled)
        {
            _cancelling = cancellation.UnsafeRegister(static self => ((PendingRead)self!).GiveUp(), this);
        }

        waiters.Add(this);
        if (IsDone)
        {
            // It may have been before it was added.
            Leave();
        }
    }

    public void Answer(ReadResponse response, int users, int first)
    {
        try
        {
            _completion.TrySetResult(VectorFrame.Of(response, version, users, first, userIds.Length, allowsCompatible, version.Length == 0 ? accepts : null));
            Leave();
        }
        catch (UserRepClientException error)
        {
            Fail(error);
        }
    }

    public void Fail(Exception error)
    {
        _completion.TrySetException(error);
        Leave();
    }

    /// <summary>Says which message it travels in.</summary>
    public void GoesIn(ReadMessage message) => Volatile.Write(ref _message, message);

    /// <summary>Its caller waits no more: it is not sent any more, or its message need not be kept for it.</summary>
    /// <param name="error">Why; null if the caller gave up.</param>
    public void GiveUp(Exception? error = null)
    {
        // First done, then the message; whoever puts it into a message does that first and then asks whether it is done. One sees the other.
        bool isFirst = error is null ? _completion.TrySetCanceled(_cancellation) : _completion.TrySetException(error);
        Leave();
        if (isFirst)
        {
            Volatile.Read(ref _message)?.ReaderLeft();
        }
    }

    /// <summary>Ends it if its time is over.</summary>
    public void GiveUpIfOverdue()
    {
        if (IsOverdue)
        {
            GiveUp(new TimeoutException("No answer in time."));
        }
    }

    private void Leave()
    {
        if (Volatile.Read(ref _waiters)?.Remove(this) == true)
        {
            _cancelling.Unregister();
        }
    }

    private long MaxAge => maxAgeMs;

    private long AsOf => asOfMs;

    private string Consumer => consumer;

    private bool IsWhole => isWhole;
}
