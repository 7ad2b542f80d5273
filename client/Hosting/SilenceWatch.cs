namespace UserRep.Client;

/// <summary>
/// Notices when a silo answers nobody any more, while questions of one call wait: packets are dropped, or its process stands still. A question that
/// only takes long is none of it: halfway the silo is asked whether it is there.
/// </summary>
internal sealed class SilenceWatch : IDisposable
{
    // Counted in looks: where this process itself stood still, it has answers to read before the next one.
    private const int Looks = 4;

    private readonly SiloChannel _silo;
    private readonly TimeSpan _patience;
    private readonly Action _onSilent;
    private readonly ITimer _timer;
    private long _answers;
    private int _waiting;
    private int _isArmed;
    private int _quiet;
    private volatile bool _isSilent;

    /// <param name="silo">The silo.</param>
    /// <param name="patience">How long it may be silent.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onSilent">Ends the call.</param>
    public SilenceWatch(SiloChannel silo, TimeSpan patience, TimeProvider time, Action onSilent)
    {
        (_silo, _patience, _onSilent, _answers) = (silo, patience, onSilent, silo.Answers);
        _timer = time.CreateTimer(static self => ((SilenceWatch)self!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gets a value indicating whether the call was ended because of it.</summary>
    public bool IsSilent => _isSilent;

    /// <summary>A question goes out.</summary>
    public void Sent()
    {
        Interlocked.Increment(ref _waiting);
        Arm();
    }

    /// <summary>A question is answered.</summary>
    public void Answered() => Interlocked.Decrement(ref _waiting);

    public void Dispose() => _timer.Dispose();

    private void Arm()
    {
        if (Interlocked.Exchange(ref _isArmed, 1) == 0)
        {
            _timer.Change(_patience / Looks, Timeout.InfiniteTimeSpan);
        }
    }

    private void Look()
    {
        Interlocked.Exchange(ref _isArmed, 0);
        long answers = _silo.Answers;
        bool isWaiting = Volatile.Read(ref _waiting) > 0;
        _quiet = isWaiting && answers == _answers ? _quiet + 1 : 0;
        _answers = answers;
        if (_quiet == Looks)
        {
            _isSilent = true;
            _silo.NotReached();
            _onSilent();
            return;
        }

        if (_quiet == Looks / 2)
        {
            _silo.Ask(_patience);
        }

        if (isWaiting)
        {
            Arm();
        }
    }
}
