using UserRep.Model.Features;
using UserRep.Model.Items;
using UserRep.Training.Datasets;
using UserRep.Training.ItemVectors;

namespace UserRep.Training.Replay;

/// <summary>
/// Folds one user's events and writes feature vectors at chosen moments, through the reducer and the vectorizer that serve live users
/// and nothing else. One instance a thread; start each user with <see cref="Begin"/>.
/// </summary>
internal sealed class UserReplay : IUserReplay
{
    private readonly FeatureState _state;
    private readonly FeatureReducer _reducer;
    private readonly FeatureVectorizer _vectorizer;
    private readonly IReadOnlyList<string> _attributeNames;
    private readonly int[] _typeIndexes;
    private readonly int _pickType;
    private readonly Func<int, int> _resolve;
    private IReadOnlyList<string?> _attributes = [];
    private long? _knownSinceMs;
    private bool _profileApplied;
    private long _offset;

    public UserReplay(FeatureLayout layout, ItemVectorSet items, DatasetInfo dataset)
        : this(layout, items, items.Resolve, dataset)
    {
    }

    /// <param name="layout">The layout of the feature space.</param>
    /// <param name="items">The item vectors.</param>
    /// <param name="resolve">From an item of the data set's catalogue, or -1, to its row among the vectors or what an event says instead.</param>
    /// <param name="dataset">The data set that the users are of.</param>
    public UserReplay(FeatureLayout layout, IItemVectors items, Func<int, int> resolve, DatasetInfo dataset)
    {
        _state = new FeatureState(layout);
        _reducer = new FeatureReducer(layout, items);
        _vectorizer = new FeatureVectorizer(layout);
        _attributeNames = dataset.Attributes;
        _typeIndexes = [.. dataset.EventTypes.Select(layout.Spec.EventTypeIndex)];
        _pickType = layout.Spec.OnboardingEventType is { } onboarding ? layout.Spec.EventTypeIndex(onboarding) : -1;
        _resolve = resolve;
    }

    /// <summary>Forgets the last user.</summary>
    /// <param name="attributes">Attributes in the order of the data set.</param>
    /// <param name="knownSinceMs">From when they are known, or null: from the first event.</param>
    public void Begin(IReadOnlyList<string?> attributes, long? knownSinceMs)
    {
        _state.Clear();
        _attributes = attributes;
        _knownSinceMs = knownSinceMs;
        _profileApplied = !attributes.Any(a => a is not null);
        _offset = 0;
    }

    /// <summary>Folds an event in; a type that the spec does not know is passed over.</summary>
    public void Apply(in EventRow row) => Apply(row, _typeIndexes[row.Type]);

    /// <summary>Folds an event in as an onboarding pick, whatever its type; as what it is where the spec knows no picks.</summary>
    public void ApplyAsPick(in EventRow row) => Apply(row, _pickType >= 0 ? _pickType : _typeIndexes[row.Type]);

    /// <summary>Writes the features as of a moment; not before the last event folded in.</summary>
    public void Vectorize(long asOfMs, Span<float> features)
    {
        if (!_profileApplied && (_knownSinceMs ?? asOfMs) <= asOfMs)
        {
            ApplyProfile(_knownSinceMs ?? asOfMs);
        }

        _vectorizer.Vectorize(_state, asOfMs, features);
    }

    private void Apply(in EventRow row, int type)
    {
        if (!_profileApplied && (_knownSinceMs ?? row.TimeMs) <= row.TimeMs)
        {
            ApplyProfile(_knownSinceMs ?? row.TimeMs);
        }

        _offset++;
        if (type >= 0)
        {
            _reducer.Apply(_state, new UserEvent(type, _resolve(row.Item), row.TimeMs, row.Value));
        }
    }

    private void ApplyProfile(long timeMs)
    {
        _profileApplied = true;
        _offset++;
        _reducer.ApplyProfileEvent(_state, timeMs);
        for (int i = 0; i < _attributeNames.Count; i++)
        {
            if (_attributes[i] is { } value)
            {
                _reducer.ApplyAttribute(_state, _attributeNames[i], value, timeMs, _offset);
            }
        }
    }
}
