namespace UserRep.Tests.Simulation.Scheduling;

/// <summary>A clock that moves only when there is nothing else to do, and then straight to what is due next.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<(VirtualTimer Timer, int Setting), (long Due, long Number)> _due = new();
    private long _now = TimeSpan.TicksPerSecond;
    private long _number;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Gets how long it has run.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(_now);

    public override long GetTimestamp() => _now;

    public override DateTimeOffset GetUtcNow() => _start.AddTicks(_now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        VirtualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Add(VirtualTimer timer, int setting, TimeSpan dueTime) => _due.Enqueue((timer, setting), (_now + dueTime.Ticks, ++_number));

    /// <summary>Moves to the next timer and has it ring.</summary>
    /// <returns>Whether there was one before the end.</returns>
    public bool MoveOn(long end)
    {
        while (_due.TryPeek(out (VirtualTimer Timer, int Setting) next, out (long Due, long Number) at))
        {
            if (at.Due > end)
            {
                break;
            }

            _due.Dequeue();
            if (next.Timer.IsSet(next.Setting))
            {
                _now = Math.Max(_now, at.Due);
                next.Timer.Ring();
                return true;
            }
        }

        _now = Math.Max(_now, end);
        return false;
    }
}
