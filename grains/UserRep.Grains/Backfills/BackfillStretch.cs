using UserRep.EventLog.Events;

namespace UserRep.Grains.Backfills;

/// <summary>A part of a partition: the events that may be a user's first, and how far it goes.</summary>
internal sealed record BackfillStretch(IReadOnlyList<LogEvent> Firsts, long Through)
{
    /// <summary>Takes what the log gave after a place, up to so many users.</summary>
    /// <param name="page">The events, in offset order.</param>
    /// <param name="isLast">Whether the log has none after them.</param>
    /// <param name="place">Where they were read.</param>
    /// <param name="maxUsers">At most so many users; at least one.</param>
    public static BackfillStretch Of(IReadOnlyList<LogEvent> page, bool isLast, BackfillPlace place, int maxUsers)
    {
        List<LogEvent> firsts = [];
        long through = place.After;
        foreach (LogEvent e in page)
        {
            if (e.Offset > place.Target)
            {
                return new BackfillStretch(firsts, place.Target);
            }

            if (MayBeFirst(e, place.PrunedUpTo))
            {
                if (firsts.Count == maxUsers)
                {
                    return new BackfillStretch(firsts, through);
                }

                firsts.Add(e);
            }

            through = e.Offset;
        }

        return new BackfillStretch(firsts, isLast ? place.Target : through);
    }

    /// <summary>Whether the log may have nothing of the user before it. Tombstones are nobody's.</summary>
    private static bool MayBeFirst(LogEvent e, long prunedUpTo) => e.Event is not null && e.Prev <= prunedUpTo;
}
