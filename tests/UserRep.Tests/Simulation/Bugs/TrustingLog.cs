using UserRep.EventLog.Events;
using UserRep.FailingSilo;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>
/// The log as a loader sees it that takes it to know the position of any snapshot: that event is always there, and the next links to it. Mended, it
/// looks and takes what there is.
/// </summary>
internal sealed class TrustingLog(bool isMended, IEventLog log) : PassingLog(log)
{
    public override async Task<IReadOnlyList<LogEvent>> ReadUserAsync(string userId, long afterOffset, int limit, CancellationToken cancellation)
    {
        IReadOnlyList<LogEvent> events = await base.ReadUserAsync(userId, afterOffset, limit, cancellation);
        long position = afterOffset + 1;
        if (afterOffset == 0 || (events.Count > 0 && events[0].Offset == position) || await ContainsAsync(userId, afterOffset, cancellation) || isMended)
        {
            return events;
        }

        LogEvent taken = new() { Partition = Partitions.PartitionOf(userId), Offset = position, Prev = 0, Event = null };
        return [taken, .. events.Select((e, i) => i == 0 ? e with { Prev = position } : e)];
    }
}
