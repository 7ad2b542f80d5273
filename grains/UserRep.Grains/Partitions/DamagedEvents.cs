using Microsoft.Extensions.Logging;
using UserRep.EventLog.Events;

namespace UserRep.Grains.Partitions;

/// <summary>Tells of events that the log has and that cannot be read: they are passed over, and somebody should know. Thread-safe.</summary>
internal sealed class DamagedEvents(ILogger<DamagedEvents> logger)
{
    private long _met;

    /// <summary>Gets how often one was met: the same one again each time it is read.</summary>
    public long Met => Interlocked.Read(ref _met);

    /// <summary>Looks at what was read.</summary>
    /// <param name="events">Events of the log.</param>
    /// <returns>The same events.</returns>
    public IReadOnlyList<LogEvent> Tell(IReadOnlyList<LogEvent> events)
    {
        foreach (LogEvent e in events)
        {
            if (e.Damage is { } damage)
            {
                Interlocked.Increment(ref _met);
                Log.EventDamaged(logger, e.Partition, e.Offset, damage);
            }
        }

        return events;
    }
}
