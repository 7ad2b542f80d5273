using UserRep.EventLog.Events;
using UserRep.Model.Features;
using UserRep.Model.Items;

namespace UserRep.Grains.Features;

/// <summary>
/// One feature space at work: how an event of the log becomes a fold of a user's state. Versions that share the space share it.
/// Deterministic, from the events alone. Thread-safe; states are not.
/// </summary>
internal sealed class FeatureSpace
{
    private readonly ItemTable _items;
    private readonly FeatureReducer _reducer;
    private readonly Dictionary<string, int> _types;

    public FeatureSpace(string id, FeatureSpec spec, ItemTable items)
    {
        Id = id;
        Layout = new FeatureLayout(spec);
        Vectorizer = new FeatureVectorizer(Layout);
        Codec = new FeatureStateCodec(Layout);
        _items = items;
        _reducer = new FeatureReducer(Layout, items);
        _types = spec.EventTypes.Select((type, i) => (type.Name, i)).ToDictionary(t => t.Name, t => t.i, StringComparer.Ordinal);
    }

    public string Id { get; }

    public FeatureLayout Layout { get; }

    public FeatureVectorizer Vectorizer { get; }

    public FeatureStateCodec Codec { get; }

    /// <summary>Gets the count of items that were looked up, replayed events included.</summary>
    public ItemLookups Lookups { get; } = new();

    /// <summary>The names of the event types that mean something here.</summary>
    public IEnumerable<string> EventTypes => [.. _types.Keys, Layout.Spec.ProfileEventType];

    /// <summary>Folds an event in. A type that the spec does not know is passed over: another version's models understand it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="logged">The event.</param>
    /// <param name="countsItems">Whether its item counts among <see cref="Lookups"/>.</param>
    public void Fold(FeatureState state, LogEvent logged, bool countsItems = true)
    {
        NewEvent e = logged.Event ?? throw new ArgumentException("A tombstone belongs to nobody.", nameof(logged));
        if (e.Type == Layout.Spec.ProfileEventType)
        {
            FoldProfile(state, logged.Offset, e);
        }
        else if (_types.TryGetValue(e.Type, out int type))
        {
            _reducer.Apply(state, new UserEvent(type, Row(e.ItemId, countsItems), e.TimestampMs, e.Value));
        }
    }

    private void FoldProfile(FeatureState state, long offset, NewEvent e)
    {
        _reducer.ApplyProfileEvent(state, e.TimestampMs);
        if (e.Attributes is not null)
        {
            foreach ((string name, string? value) in e.Attributes)
            {
                _reducer.ApplyAttribute(state, name, value, e.TimestampMs, offset);
            }
        }
    }

    /// <summary>A state's features as of a moment (ms since 1970), as the model takes them.</summary>
    public float[] Features(FeatureState state, long asOfMs)
    {
        float[] features = new float[Layout.Length];
        Vectorizer.Vectorize(state, asOfMs, features);
        return features;
    }

    /// <summary>Whether it looks items up in this table.</summary>
    public bool Uses(ItemTable items) => ReferenceEquals(items, _items);

    private int Row(string? itemId, bool isCounted)
    {
        if (itemId is null)
        {
            return UserEvent.NoItem;
        }

        bool isKnown = _items.TryFind(itemId, out int row);
        if (isCounted)
        {
            Lookups.Count(isKnown);
        }

        return isKnown ? row : UserEvent.UnknownItem;
    }
}
