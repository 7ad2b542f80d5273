using System.Numerics.Tensors;
using UserRep.Model.Items;

namespace UserRep.Model.Features;

/// <summary>
/// Folds events into a state: <c>sum &lt;- sum * exp(-dt / tau) + weight * v(item)</c> for every modality and time scale.
/// Deterministic: the same events in the same order give the same bits. O(1) per event and free of allocation. Thread-safe.
/// </summary>
public sealed class FeatureReducer
{
    // Evidence so thin is none: kept, it would end in subnormal numbers, which are slow and lose the direction of the mean.
    private const float NoMass = 1e-20f;

    private readonly FeatureLayout _layout;
    private readonly AccumulatorLayout _places;
    private readonly EventTypeSpec[] _types;
    private readonly TimeScale[] _scales;
    private readonly IItemVectors _items;

    /// <summary>Initializes a new instance of the <see cref="FeatureReducer"/> class.</summary>
    /// <param name="layout">The layout of the feature space.</param>
    /// <param name="items">The item vectors, with the modalities of the spec in the same order.</param>
    /// <exception cref="ArgumentException">The items' modalities are not those of the spec.</exception>
    public FeatureReducer(FeatureLayout layout, IItemVectors items)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(items);
        if (!items.Dimensions.SequenceEqual(layout.Spec.Modalities.Select(m => m.Dimension)))
        {
            throw new ArgumentException(
                $"The item vectors have {string.Join(" + ", items.Dimensions)} numbers, the spec names {string.Join(" + ", layout.Spec.Modalities.Select(m => m.Dimension))}.",
                nameof(items));
        }

        _layout = layout;
        _places = layout.Accumulators;
        _types = [.. layout.Spec.EventTypes];
        _scales = [.. layout.Spec.TimeScales];
        _items = items;
    }

    /// <summary>Folds one event in. An event earlier than the latest one counts with the decay its age has earned.</summary>
    /// <param name="state">The user's state.</param>
    /// <param name="userEvent">The event; its type and item must be known to the spec and the item table.</param>
    /// <exception cref="ArgumentException">The value is not finite, the type, item or time is out of range, or the state is of another layout. The state is left as it was.</exception>
    public void Apply(FeatureState state, in UserEvent userEvent)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireLayout(_layout);
        RequireValid(userEvent);
        EventTypeSpec type = _types[userEvent.Type];
        AdvanceTo(state, userEvent.TimestampMs);
        state.Counts[userEvent.Type]++;
        state.UnknownItems += userEvent.Item == UserEvent.UnknownItem ? 1u : 0u;
        float weight = type.Weight * Math.Clamp(userEvent.Value, type.MinValue, type.MaxValue);
        if (userEvent.Type == _layout.OnboardingType)
        {
            AddItem(state.Values, _places.OnboardingOffset, userEvent.Item, weight);
        }
        else
        {
            AddToScales(state, userEvent, weight);
        }
    }

    /// <summary>Folds one attribute of a profile event in; the latest by (timestamp, offset) wins.</summary>
    /// <param name="state">The user's state.</param>
    /// <param name="attribute">The attribute's name; one the spec does not know is ignored.</param>
    /// <param name="value">The value; null or a number that cannot be read means missing, a word outside the vocabulary means "other".</param>
    /// <param name="timestampMs">Time of the profile event.</param>
    /// <param name="offset">Log offset of the profile event.</param>
    /// <exception cref="ArgumentException">The time is out of range, or the state is of another layout.</exception>
    public void ApplyAttribute(FeatureState state, string attribute, string? value, long timestampMs, long offset)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireLayout(_layout);
        EventTime.Require(timestampMs);
        IReadOnlyList<ProfileAttributeSpec> profile = _layout.Spec.Profile;
        for (int i = 0; i < profile.Count; i++)
        {
            if (string.Equals(profile[i].Name, attribute, StringComparison.Ordinal) && state.Profile[i].YieldsTo(timestampMs, offset))
            {
                state.Profile[i] = new ProfileValue(profile[i].ToNumber(value), timestampMs, offset);
            }
        }
    }

    /// <summary>Counts one profile event; its attributes are folded in by <see cref="ApplyAttribute"/>.</summary>
    /// <param name="state">The user's state.</param>
    /// <param name="timestampMs">Time of the profile event.</param>
    /// <exception cref="ArgumentException">The time is out of range, or the state is of another layout.</exception>
    public void ApplyProfileEvent(FeatureState state, long timestampMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireLayout(_layout);
        EventTime.Require(timestampMs);
        AdvanceTo(state, timestampMs);
    }

    private void RequireValid(in UserEvent userEvent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(userEvent.Type, nameof(userEvent));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(userEvent.Type, _types.Length, nameof(userEvent));
        ArgumentOutOfRangeException.ThrowIfLessThan(userEvent.Item, UserEvent.UnknownItem, nameof(userEvent));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(userEvent.Item, _items.Count, nameof(userEvent));
        EventTime.Require(userEvent.TimestampMs);
        if (!float.IsFinite(userEvent.Value))
        {
            throw new ArgumentException($"The event's value {userEvent.Value} is not a finite number.", nameof(userEvent));
        }
    }

    private void AdvanceTo(FeatureState state, long timestampMs)
    {
        if (state.EventCount++ == 0)
        {
            state.FirstEventMs = timestampMs;
            state.LastEventMs = timestampMs;
            return;
        }

        state.FirstEventMs = Math.Min(state.FirstEventMs, timestampMs);
        if (timestampMs > state.LastEventMs)
        {
            DecayBy(state.Values, timestampMs - state.LastEventMs);
            state.LastEventMs = timestampMs;
        }
    }

    private void DecayBy(float[] values, long elapsedMs)
    {
        for (int s = 0; s < _scales.Length; s++)
        {
            if (!_scales[s].IsForever)
            {
                Span<float> block = values.AsSpan(_places.Block(s), _places.ScaleStride);
                TensorPrimitives.Multiply(block, _scales[s].Decay(elapsedMs), block);
                ForgetTraces(values, _places.Block(s));
            }
        }
    }

    private void ForgetTraces(float[] values, int block)
    {
        for (int m = 0; m < _places.Modalities; m++)
        {
            ref float mass = ref values[_places.Mass(block, m)];
            if (mass is > 0f and < NoMass)
            {
                mass = 0f;
                values.AsSpan(_places.Sum(block, m), _items.Dimensions[m]).Clear();
            }
        }
    }

    private void AddToScales(FeatureState state, in UserEvent userEvent, float weight)
    {
        long lateMs = state.LastEventMs - userEvent.TimestampMs;
        for (int s = 0; s < _scales.Length; s++)
        {
            float decay = _scales[s].Decay(lateMs);
            int block = _places.Block(s);
            state.Values[_places.Activity(block)] += decay;
            AddItem(state.Values, block, userEvent.Item, weight * decay);
        }
    }

    private void AddItem(float[] values, int block, int item, float weight)
    {
        if (item < 0 || weight == 0f)
        {
            return;
        }

        for (int m = 0; m < _places.Modalities; m++)
        {
            ReadOnlySpan<float> vector = _items.Vector(item, m);
            if (!vector.IsEmpty)
            {
                Span<float> sum = values.AsSpan(_places.Sum(block, m), vector.Length);
                TensorPrimitives.MultiplyAdd(vector, weight, sum, sum);
                values[_places.Mass(block, m)] += Math.Abs(weight);
            }
        }
    }
}
