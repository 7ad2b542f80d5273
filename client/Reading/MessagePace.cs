namespace UserRep.Client;

/// <summary>
/// Lets messages grow: while two are under way that were sent just now, the next one waits for an answer, and takes along those who ask
/// meanwhile. Where enough have come to fill them, up to four are under way and share the reads, so that the callers of one go on while those of
/// others wait: in a single message they would all wait together and then all ask together. Messages that are not answered at once are waited for no longer.
/// </summary>
internal sealed class MessagePace : IDisposable
{
    /// <summary>The reads that make a message worth its own cost, which is that of some dozens of reads.</summary>
    public const int Full = 32;

    private const int Most = 2;
    private const int MostOfFull = 4;
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(1);

    private readonly Lock _changing = new();
    private readonly ITimer _timer;
    private readonly Func<int> _waiting;
    private TaskCompletionSource? _turn;
    private ulong _last;
    private ulong _overlooked;
    private int _underWay;
    private int _readsUnderWay;

    /// <param name="time">The clock.</param>
    /// <param name="waiting">How many reads wait for the next message.</param>
    public MessagePace(TimeProvider time, Func<int> waiting)
    {
        _waiting = waiting;
        _timer = time.CreateTimer(static self => ((MessagePace)self!).Overlook(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits for the turn of the next message; asked by one at a time.</summary>
    public Task TurnAsync()
    {
        lock (_changing)
        {
            if (IsTurn)
            {
                return Task.CompletedTask;
            }

            Task change = ChangeAsync();

            // Only now: the time may be over as soon as this is said.
            _timer.Change(_patience, Timeout.InfiniteTimeSpan);
            return TurnAsync(change);
        }
    }

    /// <summary>
    /// How many reads the next message takes along at most: its share of those that wait and those that are under way, if there were as many
    /// messages as there may be; fewer than would fill a message are not parted.
    /// </summary>
    public int Share()
    {
        lock (_changing)
        {
            return Math.Max(Full, (_waiting() + _readsUnderWay + MostOfFull - 1) / MostOfFull);
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

    private bool IsTurn => _underWay < (_waiting() < Full ? Most : MostOfFull);

    private async Task TurnAsync(Task change)
    {
        while (true)
        {
            await change.ConfigureAwait(false);
            lock (_changing)
            {
                // Of four that were under way there may be three now, and too few who wait for a fourth.
                if (IsTurn)
                {
                    return;
                }

                change = ChangeAsync();
            }
        }
    }

    /// <summary>Completes when less is under way, and goes on where that is made out, which is behind all who were answered.</summary>
    private Task ChangeAsync() => (_turn = new TaskCompletionSource()).Task;

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
