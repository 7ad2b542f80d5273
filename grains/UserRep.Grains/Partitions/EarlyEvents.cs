using UserRep.EventLog.Events;

namespace UserRep.Grains.Partitions;

/// <summary>Events of a partition that came ahead of others: callers and silos that commit at the same time tell of it in any order. Not thread-safe.</summary>
internal sealed class EarlyEvents
{
    private readonly SortedDictionary<long, LogEvent> _events = [];

    public int Count => _events.Count;

    /// <summary>Gets the offset of the last one.</summary>
    public long Last { get; private set; }

    public void Add(IEnumerable<LogEvent> events)
    {
        foreach (LogEvent e in events)
        {
            _events[e.Offset] = e;
            Last = Math.Max(Last, e.Offset);
        }
    }

    /// <summary>Takes those out that follow an offset without a gap. Those up to it go.</summary>
    public LogEvent[] TakeAfter(long offset)
    {
        List<LogEvent> next = [];
        List<long> gone = [];
        foreach ((long at, LogEvent e) in _events)
        {
            if (at > offset + 1)
            {
                break;
            }

            gone.Add(at);
            if (at == offset + 1)
            {
                next.Add(e);
                offset = at;
            }
        }

        gone.ForEach(at => _events.Remove(at));
        return [.. next];
    }
}
