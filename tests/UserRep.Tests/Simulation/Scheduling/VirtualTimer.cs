namespace UserRep.Tests.Simulation.Scheduling;

/// <summary>A timer of the <see cref="VirtualTime"/>.</summary>
internal sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
{
    private int _setting;
    private bool _isSet;
    private TimeSpan _period;

    public bool IsSet(int setting) => _isSet && setting == _setting;

    public void Ring()
    {
        _isSet = false;
        if (_period > TimeSpan.Zero)
        {
            Change(_period, _period);
        }

        callback(state);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        _isSet = dueTime >= TimeSpan.Zero;
        _setting++;
        if (_isSet)
        {
            time.Add(this, _setting, dueTime);
        }

        return true;
    }

    public void Dispose() => _isSet = false;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
