namespace UserRep.Grains.Intake;

/// <summary>Some events are not as they must be; none was accepted.</summary>
public sealed class EventsRejectedException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="EventsRejectedException"/> class.</summary>
    /// <param name="mistakes">All mistakes found.</param>
    public EventsRejectedException(IReadOnlyList<EventMistake> mistakes)
        : base($"{mistakes.Count} mistakes in the events; the first: event {mistakes[0].Index}, {mistakes[0].Field}: {mistakes[0].Problem} {mistakes[0].Remedy}") =>
        Mistakes = mistakes;

    /// <summary>Gets all mistakes found.</summary>
    public IReadOnlyList<EventMistake> Mistakes { get; }
}
