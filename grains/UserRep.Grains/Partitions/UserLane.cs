using UserRep.EventLog.Events;

namespace UserRep.Grains.Partitions;

/// <summary>One user's events on their way: those under way, and those that came meanwhile and go next.</summary>
internal sealed class UserLane
{
    public List<LogEvent> Next { get; private set; } = [];

    public List<DeliveryTicket> NextTickets { get; private set; } = [];

    /// <summary>Gets or sets when those under way were handed to the user, by the clock's own count.</summary>
    public required long Since { get; set; }

    public (List<LogEvent> Events, List<DeliveryTicket> Tickets) Take()
    {
        (List<LogEvent>, List<DeliveryTicket>) taken = (Next, NextTickets);
        Next = [];
        NextTickets = [];
        return taken;
    }
}
