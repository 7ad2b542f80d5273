using UserRep.Grains.Errors;

namespace UserRep.Grains.Intake;

/// <summary>The way in: checks events, logs them, and wakes those who fold them.</summary>
public interface IEventIntake
{
    /// <summary>Finds what is wrong with events, without accepting any.</summary>
    /// <param name="events">The events.</param>
    /// <returns>All mistakes, in the order of the events; none if they would be accepted.</returns>
    IReadOnlyList<EventMistake> Check(IReadOnlyList<IncomingEvent> events);

    /// <summary>Accepts events, all or none; returns when they are durable.</summary>
    /// <param name="events">The events; 1 to 1,000 of them, or as many as the options say.</param>
    /// <param name="cancellation">Gives up waiting; sending again with the same event ids is safe.</param>
    /// <returns>Per event, in the same order, its position and whether it was there before.</returns>
    /// <exception cref="EventsRejectedException">Some events are wrong; nothing was accepted.</exception>
    /// <exception cref="UserRepException">Busy or unavailable.</exception>
    Task<IReadOnlyList<AcceptedEvent>> AcceptAsync(IReadOnlyList<IncomingEvent> events, CancellationToken cancellation);
}
