namespace UserRep.Tests.Simulation.Checking;

/// <summary>What the clients were told: kept outside of everything that is tested.</summary>
internal sealed class Ledger(Action<Violation> violate)
{
    private readonly Dictionary<string, int> _erasing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _erasures = new(StringComparer.Ordinal);
    private Dictionary<(string User, string Id), Acknowledged> _acknowledged = [];

    public IReadOnlyDictionary<(string User, string Id), Acknowledged> All => _acknowledged;

    /// <summary>Gets how many were acknowledged at all, those included that a restored copy lacks.</summary>
    public int Count { get; private set; }

    /// <summary>Gets how often an older copy was restored.</summary>
    public int Restores { get; private set; }

    /// <summary>How many erasures of a user were begun.</summary>
    public int ErasuresOf(string user) => _erasures.GetValueOrDefault(user);

    /// <summary>The furthest position of a user that must be in the log; 0 if there is none.</summary>
    public long LastOf(string user) => _acknowledged.Where(a => a.Key.User == user && a.Value.Fate == Fate.Kept).Select(a => a.Value.Offset).DefaultIfEmpty().Max();

    /// <summary>Takes an acknowledgement.</summary>
    /// <param name="user">The user.</param>
    /// <param name="id">The event.</param>
    /// <param name="offset">Where it is said to be.</param>
    /// <param name="wasErasing">Whether an erasure of the user was under way at any time since the event was sent.</param>
    public void Acknowledge(string user, string id, long offset, bool wasErasing)
    {
        Count++;
        if (_acknowledged.TryGetValue((user, id), out Acknowledged? before) && before is { Fate: Fate.Kept } && before.Offset != offset && !wasErasing)
        {
            violate(new Violation("I1", $"{id} of {user} was acknowledged at {before.Offset} and again at {offset}."));
        }

        _acknowledged[(user, id)] = new Acknowledged(offset, wasErasing || IsErasing(user) ? Fate.Unknown : Fate.Kept);
    }

    public bool IsErasing(string user) => _erasing.GetValueOrDefault(user) > 0;

    /// <summary>What was acknowledged may be gone from now on.</summary>
    public void BeginErasing(string user)
    {
        _erasing[user] = _erasing.GetValueOrDefault(user) + 1;
        _erasures[user] = ErasuresOf(user) + 1;
        foreach ((string, string) key in _acknowledged.Keys.Where(k => k.User == user).ToArray())
        {
            _acknowledged[key] = _acknowledged[key] with { Fate = Fate.Unknown };
        }
    }

    /// <summary>It is known to be over. One of which that is not known goes on for ever.</summary>
    public void EndErasing(string user) => _erasing[user]--;

    public Dictionary<(string User, string Id), Acknowledged> Copy() => new(_acknowledged);

    /// <summary>What was acknowledged since the copy was made may be there or not: it was committed before the copy, or after.</summary>
    public void Restore(Dictionary<(string User, string Id), Acknowledged> copy)
    {
        Restores++;
        foreach ((string, string) key in _acknowledged.Keys.Except(copy.Keys).ToArray())
        {
            copy[key] = _acknowledged[key] with { Fate = Fate.Unknown };
        }

        foreach ((string, string) key in copy.Keys.Where(k => _erasing.GetValueOrDefault(k.User) > 0).ToArray())
        {
            copy[key] = copy[key] with { Fate = Fate.Unknown };
        }

        _acknowledged = copy;
    }
}
