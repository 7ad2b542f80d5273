using UserRep.EventLog.Events;
using UserRep.Grains.Features;
using UserRep.Model.Features;

namespace UserRep.Grains.Insights;

/// <summary>A user's events as far as the log has them: folded but for the last ones, so that each of those can be left out. However many there are, no more than those are kept.</summary>
internal sealed class FoldedHistory
{
    private readonly Dictionary<string, FeatureState> _states;
    private readonly LinkedList<LogEvent> _tail = new();
    private readonly IReadOnlyList<FeatureSpace> _spaces;
    private readonly int _kept;
    private long _last;

    private FoldedHistory(IReadOnlyList<FeatureSpace> spaces, int kept)
    {
        (_spaces, _kept) = (spaces, kept);
        _states = spaces.ToDictionary(s => s.Id, s => new FeatureState(s.Layout), StringComparer.Ordinal);
    }

    public long Count { get; private set; }

    /// <summary>Gets a value indicating whether every event follows the one before it; otherwise some were pruned.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Gets the last ones, the oldest first.</summary>
    public IReadOnlyList<LogEvent> Tail => [.. _tail];

    /// <param name="events">The user's events, in order.</param>
    /// <param name="spaces">The feature spaces to fold them in.</param>
    /// <param name="kept">How many of the last ones to keep.</param>
    public static async Task<FoldedHistory> ReadAsync(IAsyncEnumerable<LogEvent> events, IReadOnlyList<FeatureSpace> spaces, int kept)
    {
        FoldedHistory history = new(spaces, kept);
        await foreach (LogEvent e in events.ConfigureAwait(false))
        {
            history.Add(e);
        }

        return history;
    }

    /// <summary>The state of everything but some of the last events.</summary>
    public FeatureState Without(FeatureSpace space, Func<LogEvent, bool> isLeftOut)
    {
        FeatureState state = new(space.Layout);
        state.CopyFrom(_states[space.Id]);
        foreach (LogEvent e in _tail.Where(e => !isLeftOut(e)))
        {
            space.Fold(state, e, countsItems: false);
        }

        return state;
    }

    /// <summary>The state of everything.</summary>
    public FeatureState Whole(FeatureSpace space) => Without(space, _ => false);

    private void Add(LogEvent e)
    {
        IsWhole &= e.Prev == _last;
        _last = e.Offset;
        Count++;
        _tail.AddLast(e);
        if (_tail.Count > _kept)
        {
            LogEvent oldest = _tail.First!.Value;
            _tail.RemoveFirst();
            foreach (FeatureSpace space in _spaces)
            {
                space.Fold(_states[space.Id], oldest, countsItems: false);
            }
        }
    }
}
