namespace UserRep.Client;

/// <summary>
/// Lets messages grow: while two are under way that were sent just now, the next one waits for an answer, and takes along whoever asks
/// meanwhile. Messages that are not answered at once are waited for no longer.
/// </summary>
internal sealed class MessagePace : IDisposable
{
    private const int MostUnderWay = 2;
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(1);

    private readonly Lock _changing = new();
    private readonly ITimer _timer;
    private TaskCompletionSource? _turn;
    private ulong _last;
    private ulong _overlooked;
    private int _underWay;

    public MessagePace(TimeProvider time) =>
        _timer = time.CreateTimer(static self => ((MessagePace)self!).Overlook(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Waits for the turn of the next message; asked by one at a time.</summary>
    public Task TurnAsync()
    {
        lock (_changing)
        {
            if (_underWay < MostUnderWay)
            {
                return Task.CompletedTask;
            }

            // It goes on where its turn is made out, which is behind all who were answered.
            TaskCompletionSource turn = _turn = new TaskCompletionSource();

            // Only now: the time may be over as soon as this is said.
            _timer.Change(_patience, Timeout.InfiniteTimeSpan);
            return turn.Task;
        }
    }

    public void Sent(ulong id)
    {
        lock (_changing)
        {
            _last = id;
            _underWay++;
        }
    }

    /// <summary>A message has been answered, has failed, or is waited for no more.</summary>
    public void Ended(ulong id)
    {
        lock (_changing)
        {
            if (id <= _overlooked)
            {
                return;
            }

            _underWay--;
            Next();
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        Overlook();
    }

    private void Overlook()
    {
        lock (_changing)
        {
            (_overlooked, _underWay) = (_last, 0);
            Next();
        }
    }

    private void Next()
    {
        if (_turn is { } turn)
        {
            _turn = null;
            ThreadPool.UnsafeQueueUserWorkItem(static t => t.SetResult(), turn, preferLocal: false);
        }
    }
}
