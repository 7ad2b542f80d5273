using System.Numerics.Tensors;

namespace UserRep.Model.Features;

/// <summary>
/// Writes a state, seen from a moment, as a feature vector: means shrunk toward zero by missing evidence, <c>sum / (mass + lambda)</c>,
/// and logarithms of masses, counts and times. Pure and free of allocation. Thread-safe.
/// </summary>
public sealed class FeatureVectorizer
{
    private const float MillisecondsPerHour = 3_600_000f;

    // Below this, 1 / evidence is no float any more; the mean of no evidence is zero.
    private const float NoEvidence = 1e-35f;

    private readonly FeatureLayout _layout;
    private readonly AccumulatorLayout _places;
    private readonly int[] _dimensions;
    private readonly TimeScale[] _scales;

    /// <summary>Initializes a new instance of the <see cref="FeatureVectorizer"/> class.</summary>
    /// <param name="layout">The layout of the feature space.</param>
    public FeatureVectorizer(FeatureLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        _layout = layout;
        _places = layout.Accumulators;
        _dimensions = [.. layout.Spec.Modalities.Select(m => m.Dimension)];
        _scales = [.. layout.Spec.TimeScales];
    }

    /// <summary>Writes the feature vector.</summary>
    /// <param name="state">The user's state.</param>
    /// <param name="asOfMs">The moment it is seen from, in milliseconds since 1970 UTC; not before the state's last event.</param>
    /// <param name="features">Where to; <see cref="FeatureLayout.Length"/> numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The moment is before the state's last event, or after the year 9999.</exception>
    /// <exception cref="ArgumentException">The target has another length, or the state is of another layout.</exception>
    public void Vectorize(FeatureState state, long asOfMs, Span<float> features)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireLayout(_layout);
        if (features.Length != _layout.Length)
        {
            throw new ArgumentException($"The target holds {features.Length} numbers, the feature vector has {_layout.Length}.", nameof(features));
        }

        EventTime.Require(asOfMs);
        if (state.EventCount > 0)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(asOfMs, state.LastEventMs);
        }

        long idleMs = state.EventCount > 0 ? asOfMs - state.LastEventMs : 0;
        Span<float> decays = stackalloc float[_scales.Length];
        for (int s = 0; s < decays.Length; s++)
        {
            decays[s] = _scales[s].Decay(idleMs);
        }

        FeatureCursor cursor = new(features);
        WriteModalities(state, decays, ref cursor);
        WriteOnboarding(state, ref cursor);
        WriteActivity(state, decays, asOfMs, ref cursor);
        WriteProfile(state, ref cursor);
    }

    private void WriteModalities(FeatureState state, scoped ReadOnlySpan<float> decays, ref FeatureCursor cursor)
    {
        for (int m = 0; m < _dimensions.Length; m++)
        {
            for (int s = 0; s < decays.Length; s++)
            {
                WriteMean(state, _places.Block(s), m, decays[s], ref cursor);
            }

            for (int s = 0; s < decays.Length; s++)
            {
                cursor.Write(LogOnePlus(state.Values[_places.Mass(_places.Block(s), m)] * decays[s]));
            }
        }
    }

    private void WriteOnboarding(FeatureState state, ref FeatureCursor cursor)
    {
        if (_layout.OnboardingType < 0)
        {
            return;
        }

        for (int m = 0; m < _dimensions.Length; m++)
        {
            WriteMean(state, _places.OnboardingOffset, m, 1f, ref cursor);
        }

        for (int m = 0; m < _dimensions.Length; m++)
        {
            cursor.Write(LogOnePlus(state.Values[_places.Mass(_places.OnboardingOffset, m)]));
        }
    }

    private void WriteMean(FeatureState state, int block, int modality, float decay, ref FeatureCursor cursor)
    {
        Span<float> target = cursor.Take(_dimensions[modality]);
        float evidence = (state.Values[_places.Mass(block, modality)] * decay) + _layout.Spec.Shrinkage;
        if (evidence > NoEvidence)
        {
            TensorPrimitives.Multiply(state.Values.AsSpan(_places.Sum(block, modality), target.Length), decay / evidence, target);
        }
        else
        {
            target.Clear();
        }
    }

    private void WriteActivity(FeatureState state, scoped ReadOnlySpan<float> decays, long asOfMs, ref FeatureCursor cursor)
    {
        foreach (int type in _layout.CountedTypes)
        {
            cursor.Write(LogOnePlus(state.Counts[type]));
        }

        for (int s = 0; s < decays.Length; s++)
        {
            cursor.Write(LogOnePlus(state.Values[_places.Activity(_places.Block(s))] * decays[s]));
        }

        bool known = state.EventCount > 0;
        cursor.Write(known ? LogOnePlus((asOfMs - state.LastEventMs) / MillisecondsPerHour) : 0f);
        cursor.Write(known ? LogOnePlus((asOfMs - state.FirstEventMs) / MillisecondsPerHour) : 0f);
    }

    private void WriteProfile(FeatureState state, ref FeatureCursor cursor)
    {
        for (int i = 0; i < state.Profile.Length; i++)
        {
            ProfileAttributeSpec attribute = _layout.Spec.Profile[i];
            WriteAttribute(attribute, state.Profile[i], cursor.Take(attribute.Width));
        }
    }

    private static void WriteAttribute(ProfileAttributeSpec attribute, ProfileValue value, Span<float> target)
    {
        target.Clear();
        if (value.IsMissing)
        {
            target[^1] = 1f;
        }
        else if (attribute.Kind == AttributeKind.Categorical)
        {
            target[(int)value.Value] = 1f;
        }
        else
        {
            target[0] = (Math.Clamp(value.Value, attribute.Min, attribute.Max) - attribute.Min) / (attribute.Max - attribute.Min);
        }
    }

    private static float LogOnePlus(float value) => MathF.Log(1f + value);
}
