using UserRep.EventLog.Events;
using UserRep.Grains.Features;
using UserRep.Model.Features;

namespace UserRep.Grains.Users;

/// <summary>
/// A user's state in one feature space, and the one rule by which it moves on. <em>Older: ignore; next: apply; anything else: read the log.</em>
/// By it lost, repeated and reordered deliveries do no harm. Not thread-safe.
/// </summary>
internal sealed class UserFold(FeatureSpace space)
{
    public FeatureSpace Space => space;

    public FeatureState State { get; } = new(space.Layout);

    /// <summary>Gets the offset of the last event that is part of the state; 0 for none.</summary>
    public long Position { get; private set; }

    /// <summary>Gets the number of events that are part of it, those included whose type means nothing here.</summary>
    public long EventCount { get; private set; }

    /// <summary>Gets how many of its events are part of the snapshot it started from; 0 if it started from nothing.</summary>
    public long SnapshotCount { get; private set; }

    /// <summary>Gets how often it went on over events that were pruned, for which a snapshot stands in.</summary>
    public int Gaps { get; private set; }

    /// <summary>Gets how often it was erased, or built anew: what was computed from it before must not be kept.</summary>
    public int Erasures { get; private set; }

    public long FirstEventMs { get; private set; }

    public long LastEventMs { get; private set; }

    /// <summary>Offers events as they were delivered, in offset order.</summary>
    /// <param name="events">The events.</param>
    /// <param name="erasedThrough">Up to which offset they are ignored: the log alone tells what is left of them.</param>
    public FoldOutcome Offer(IReadOnlyList<LogEvent> events, long erasedThrough)
    {
        foreach (LogEvent e in events)
        {
            if (e.Offset <= Position || e.Offset <= erasedThrough)
            {
                continue;
            }

            if (e.Prev != Position)
            {
                return FoldOutcome.NeedsLog;
            }

            Apply(e);
        }

        return FoldOutcome.UpToDate;
    }

    /// <summary>
    /// Folds in what the log has after the position. The log's order is the truth, so events between which others were pruned are taken as
    /// they come.
    /// </summary>
    /// <returns>Whether they link to the state; if not, it must be built anew from the first event on.</returns>
    public bool TryFollow(IReadOnlyList<LogEvent> events)
    {
        bool first = true;
        foreach (LogEvent e in events.Where(e => e.Offset > Position))
        {
            if (first && Position != 0 && e.Prev != Position)
            {
                return false;
            }

            first = false;
            Gaps += e.Prev != Position ? 1 : 0;
            Apply(e);
        }

        return true;
    }

    /// <summary>Whether what the log has after the position links to it without a gap.</summary>
    public bool LinksTo(IReadOnlyList<LogEvent> events)
    {
        long last = Position;
        foreach (LogEvent e in events.Where(e => e.Offset > Position))
        {
            if (e.Prev != last)
            {
                return false;
            }

            last = e.Offset;
        }

        return true;
    }

    /// <summary>Starts from a snapshot, whose state has been read into <see cref="State"/>.</summary>
    public void Restore(long position, UserSnapshot snapshot)
    {
        Position = position;
        EventCount = SnapshotCount = snapshot.EventCount;
        FirstEventMs = snapshot.FirstEventMs;
        LastEventMs = snapshot.LastEventMs;
    }

    /// <summary>Takes over what another fold of the same user and space has.</summary>
    public void CopyFrom(UserFold other)
    {
        State.CopyFrom(other.State);
        Position = other.Position;
        EventCount = other.EventCount;
        FirstEventMs = other.FirstEventMs;
        LastEventMs = other.LastEventMs;
        Erasures++;
    }

    /// <summary>Forgets everything.</summary>
    public void Erase() => CopyFrom(new UserFold(space));

    private void Apply(LogEvent e)
    {
        long timestampMs = e.Event!.TimestampMs;
        space.Fold(State, e);
        FirstEventMs = EventCount == 0 ? timestampMs : Math.Min(FirstEventMs, timestampMs);
        LastEventMs = EventCount == 0 ? timestampMs : Math.Max(LastEventMs, timestampMs);
        EventCount++;
        Position = e.Offset;
    }
}
