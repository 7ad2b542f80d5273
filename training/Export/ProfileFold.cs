using UserRep.Training.Datasets;

namespace UserRep.Training.Export;

/// <summary>
/// Users' attributes from their profile events, in log order: the last writer wins per attribute, by time and then by place in the log.
/// Users are known by number.
/// </summary>
internal sealed class ProfileFold(IReadOnlyList<string>? kept)
{
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _leftOut = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<Written>> _users = [];

    /// <summary>Gets the names of all attributes that somebody has had, in ordinal order.</summary>
    public IReadOnlyList<string> Names => [.. _names.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Gets the names that a data set cannot have.</summary>
    public IReadOnlyList<string> LeftOut => [.. _leftOut];

    public void Apply(int user, IReadOnlyDictionary<string, string?> attributes, long timeMs)
    {
        foreach ((string name, string? value) in attributes)
        {
            if (name is "" or DatasetFiles.UserColumn or DatasetFiles.KnownSinceColumn)
            {
                _leftOut.Add(name);
            }
            else if (kept is null || kept.Contains(name))
            {
                Apply(user, name, value, timeMs);
            }
        }
    }

    /// <summary>Every user who has attributes, with the values in the order of <see cref="Names"/>.</summary>
    /// <param name="idOf">From a user's number to the id.</param>
    public IEnumerable<UserRow> Rows(Func<int, string> idOf)
    {
        int[] order = [.. Names.Select(name => _names[name])];
        foreach ((int user, List<Written> written) in _users)
        {
            Written[] held = [.. written.Where(w => w.Value is not null)];
            if (held.Length > 0)
            {
                // Not before all of them held: a row of training must not know what only came later.
                yield return new UserRow(idOf(user), held.Max(w => w.SinceMs), [.. order.Select(a => Array.Find(held, w => w.Attribute == a)?.Value)]);
            }
        }
    }

    private void Apply(int user, string name, string? value, long timeMs)
    {
        if (!_names.TryGetValue(name, out int attribute))
        {
            _names.Add(name, attribute = _names.Count);
        }

        if (!_users.TryGetValue(user, out List<Written>? written))
        {
            _users.Add(user, written = new List<Written>(1));
        }

        int at = written.FindIndex(w => w.Attribute == attribute);
        if (at < 0)
        {
            written.Add(new Written(attribute, Shared(value), timeMs, timeMs));
        }
        else if (timeMs >= written[at].WrittenMs)
        {
            // Said again, it has held since it was said first.
            written[at] = new Written(attribute, Shared(value), timeMs, written[at].Value == value ? written[at].SinceMs : timeMs);
        }
    }

    /// <summary>One string for a value that many users have.</summary>
    private string? Shared(string? value)
    {
        if (value is null || _values.TryGetValue(value, out string? known))
        {
            return value is null ? null : _values[value];
        }

        _values.Add(value, value);
        return value;
    }

    private sealed record Written(int Attribute, string? Value, long WrittenMs, long SinceMs);
}
