namespace UserRep.Grains.Backfills;

/// <summary>How fast a walk has lately been, rests included: what is left will have its rests, too.</summary>
internal sealed class BackfillMeter
{
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(30);

    private readonly Queue<(TimeSpan At, long Users, long Events)> _readings = new();
    private (TimeSpan At, long Users, long Events) _last;

    /// <summary>Gets the rate over the last half minute; null before there is anything to tell.</summary>
    public BackfillRate? PerSecond => _readings.TryPeek(out var first) && (_last.At - first.At).TotalSeconds is > 0 and var seconds
        ? new BackfillRate((_last.Users - first.Users) / seconds, (_last.Events - first.Events) / seconds)
        : null;

    /// <summary>Takes a reading.</summary>
    /// <param name="at">When, by a clock that only goes forward.</param>
    /// <param name="users">How many users are done.</param>
    /// <param name="events">How many events are walked.</param>
    public void Read(TimeSpan at, long users, long events)
    {
        _last = (at, users, events);
        _readings.Enqueue(_last);
        while (at - _readings.Peek().At > _window)
        {
            _readings.Dequeue();
        }
    }

    /// <summary>A new walk, or one that goes on after a stop.</summary>
    public void Clear() => _readings.Clear();
}
