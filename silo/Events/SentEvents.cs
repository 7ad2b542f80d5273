using UserRep.Grains.Intake;

namespace UserRep.Silo.Events;

/// <summary>Events as they were sent.</summary>
/// <param name="Events">The events, as far as they could be read.</param>
/// <param name="Mistakes">What could not be read.</param>
/// <param name="Unreadable">Events of which nothing could be read, so that there is no more to say of them.</param>
internal sealed record SentEvents(IReadOnlyList<IncomingEvent> Events, IReadOnlyList<EventMistake> Mistakes, IReadOnlySet<int> Unreadable)
{
    /// <summary>The events, if all of them could be read.</summary>
    /// <exception cref="EventsRejectedException">Some could not; whatever else is wrong with any of them is named, too.</exception>
    public IReadOnlyList<IncomingEvent> AllRead(IEventIntake intake)
    {
        if (Mistakes.Count == 0)
        {
            return Events;
        }

        HashSet<(int, string)> named = [.. Mistakes.Select(m => (m.Index, m.Field))];
        IEnumerable<EventMistake> others = intake.Check(Events).Where(m => !Unreadable.Contains(m.Index) && !named.Contains((m.Index, m.Field)));
        throw new EventsRejectedException([.. Mistakes.Concat(others).OrderBy(m => m.Index)]);
    }
}
