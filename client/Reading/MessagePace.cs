namespace UserRep.Client;

/// <summary>
/// Lets messages grow: while two are under way that were sent just now, the next one waits for an answer, and takes along whoever asks
/// meanwhile. Where enough wait to fill them, more messages are under way and share the reads: the callers of one go on while others are
/// answered. Messages that are not answered at once are waited for no longer.
/// </summary>
internal sealed class MessagePace : IDisposable
{
    /// <summary>The reads that make a message worth its own cost, which is that of some dozens of reads.</summary>
    public const int Full = 32;

    private const int MostUnderWay = 2;
    private const int MostFullUnderWay = 4;
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(1);

    private readonly Lock _changing = new();
    private readonly ITimer _timer;
    private TaskCompletionSource? _turn;
    private ulong _last;
    private ulong _overlooked;
    private int _underWay;
    private int _readsUnderWay;

    public MessagePace(TimeProvider time) =>
        _timer = time.CreateTimer(static self => ((MessagePace)self!).Overlook(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Waits for the turn of the next message; asked by one at a time.</summary>
    /// <param name="waiting">How many reads wait for it.</param>
    public Task TurnAsync(int waiting)
    {
        lock (_changing)
        {
            if (_underWay < (waiting < Full ? MostUnderWay : MostFullUnderWay))
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

    /// <summary>How many reads the next message takes along at most, where so many wait: as many as the others, if there were as many messages as there may be.</summary>
    public int Share(int waiting)
    {
        lock (_changing)
        {
            return Math.Max(Full, (waiting + _readsUnderWay + MostFullUnderWay - 1) / MostFullUnderWay);
        }
    }

    public void Sent(ulong id, int reads)
    {
        lock (_changing)
        {
            _last = id;
            _underWay++;
            _readsUnderWay += reads;
        }
    }

    /// <summary>A message of so many reads has been answered, has failed, or is waited for no more.</summary>
    public void Ended(ulong id, int reads)
    {
        lock (_changing)
        {
            if (id <= _overlooked)
            {
                return;
            }

            _underWay--;
            _readsUnderWay -= reads;
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
            (_overlooked, _underWay, _readsUnderWay) = (_last, 0, 0);
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
