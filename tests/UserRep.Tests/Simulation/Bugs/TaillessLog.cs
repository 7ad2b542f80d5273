using UserRep.EventLog.Events;
using UserRep.FailingSilo;

namespace UserRep.Tests.Simulation.Bugs;

/// <summary>The log as a loader sees it that looks whether the snapshot's event is there, and takes what came after it to be delivered; mended, all of it.</summary>
internal sealed class TaillessLog(bool isMended, IEventLog log) : PassingLog(log)
{
    public override async Task<IReadOnlyList<LogEvent>> ReadUserAsync(string userId, long afterOffset, int limit, CancellationToken cancellation) =>
        [.. (await base.ReadUserAsync(userId, afterOffset, limit, cancellation)).Where(e => isMended || (afterOffset > 0 && e.Offset == afterOffset + 1))];
}
