namespace UserRep.Client;

/// <summary>
/// The reads that somebody waits for, and when they must end: one timer looks after them all, since a timer for each would cost more than
/// the read. A read may so end up to a twentieth of its time late.
/// </summary>
internal sealed class Waiters : IDisposable
{
    private static readonly TimeSpan _shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan _longest = TimeSpan.FromMilliseconds(100);

    private readonly Lock _changing = new();
    private readonly TimeSpan _interval;
    private readonly ITimer _timer;
    private PendingRead? _first;
    private bool _isArmed;

    public Waiters(TimeSpan timeout, TimeProvider time)
    {
        TimeSpan twentieth = timeout / 20;
        _interval = twentieth < _shortest ? _shortest : twentieth > _longest ? _longest : twentieth;
        _timer = time.CreateTimer(static self => ((Waiters)self!).EndOverdue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(PendingRead read)
    {
        lock (_changing)
        {
            read.Next = _first;
            if (_first is not null)
            {
                _first.Previous = read;
            }

            _first = read;
            read.IsAwaited = true;
            Arm();
        }
    }

    /// <summary>Takes a read out.</summary>
    /// <returns>Whether it was in.</returns>
    public bool Remove(PendingRead read)
    {
        lock (_changing)
        {
            if (!read.IsAwaited)
            {
                return false;
            }

            if (read.Previous is null)
            {
                _first = read.Next;
            }
            else
            {
                read.Previous.Next = read.Next;
            }

            if (read.Next is not null)
            {
                read.Next.Previous = read.Previous;
            }

            (read.Previous, read.Next, read.IsAwaited) = (null, null, false);
            return true;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Arm()
    {
        if (!_isArmed)
        {
            _isArmed = true;
            _timer.Change(_interval, Timeout.InfiniteTimeSpan);
        }
    }

    private void EndOverdue()
    {
        List<PendingRead>? overdue = null;
        lock (_changing)
        {
            _isArmed = false;
            for (PendingRead? read = _first; read is not null; read = read.Next)
            {
                if (read.IsOverdue)
                {
                    (overdue ??= []).Add(read);
                }
            }

            if (_first is not null)
            {
                Arm();
            }
        }

        overdue?.ForEach(read => read.GiveUpIfOverdue());
    }
}
