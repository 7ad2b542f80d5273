using UserRep.EventLog.Events;

namespace UserRep.Tests.Simulation.Checking;

/// <summary>All events that were ever committed of a user between two erasures, pruned ones included.</summary>
internal sealed class UserLife
{
    public List<LogEvent> Events { get; private init; } = [];

    public bool IsErased { get; set; }

    public long Position => Events.Count == 0 ? 0 : Events[^1].Offset;

    public UserLife Copy() => new() { Events = [.. Events], IsErased = IsErased };
}
