using System.Numerics.Tensors;
using UserRep.Model.Features;
using UserRep.Training.Datasets;
using UserRep.Training.ItemVectors;
using UserRep.Training.Replay;

namespace UserRep.Training.Evaluation.UserFeatures;

/// <summary>
/// The same item means from exact windows, activity still decayed: an event counts fully for as long as its scale's time, then not at all. Needs the whole history
/// at every look, which is why the product decays instead; here to measure what that costs.
/// </summary>
internal sealed class WindowReplay(FeatureLayout layout, ItemVectorSet items, DatasetInfo dataset) : IUserReplay
{
    private readonly UserReplay _decayed = new(layout, items, dataset);
    private readonly List<(int Item, long TimeMs, float Weight)> _history = [];

    // Of the data set's types, those that count as history: neither unknown to the spec nor onboarding picks, which have a pool of their own.
    private readonly EventTypeSpec?[] _types =
    [
        .. dataset.EventTypes.Select(name => layout.Spec.EventTypes.FirstOrDefault(type => type.Name == name && name != layout.Spec.OnboardingEventType)),
    ];

    public void Begin(IReadOnlyList<string?> attributes, long? knownSinceMs)
    {
        _history.Clear();
        _decayed.Begin(attributes, knownSinceMs);
    }

    public void Apply(in EventRow row)
    {
        _decayed.Apply(row);
        if (_types[row.Type] is { } type)
        {
            _history.Add((items.Resolve(row.Item), row.TimeMs, type.Weight * Math.Clamp(row.Value, type.MinValue, type.MaxValue)));
        }
    }

    public void ApplyAsPick(in EventRow row) => _decayed.ApplyAsPick(row);

    public void Vectorize(long asOfMs, Span<float> features)
    {
        _decayed.Vectorize(asOfMs, features);
        foreach (FeatureGroup group in layout.Groups.Where(g => g.Kind == FeatureGroupKind.Modality))
        {
            WriteModality(group, asOfMs, features);
        }
    }

    private void WriteModality(FeatureGroup group, long asOfMs, Span<float> features)
    {
        IReadOnlyList<TimeScale> scales = layout.Spec.TimeScales;
        int modality = layout.Groups.TakeWhile(g => g != group).Count();
        for (int s = 0; s < scales.Count; s++)
        {
            FeatureBlock mean = group.Blocks[s];
            float mass = Sum(modality, scales[s], asOfMs, features.Slice(mean.Offset, mean.Length));
            TensorPrimitives.Divide(features.Slice(mean.Offset, mean.Length), mass + layout.Spec.Shrinkage, features.Slice(mean.Offset, mean.Length));
            features[group.Blocks[scales.Count + s].Offset] = MathF.Log(1 + mass);
        }
    }

    private float Sum(int modality, TimeScale scale, long asOfMs, Span<float> sum)
    {
        sum.Clear();
        float mass = 0;
        foreach ((int item, long timeMs, float weight) in _history)
        {
            ReadOnlySpan<float> vector = item < 0 || asOfMs - timeMs > scale.Milliseconds ? default : items.Vector(item, modality);
            if (!vector.IsEmpty)
            {
                TensorPrimitives.MultiplyAdd(vector, weight, sum, sum);
                mass += Math.Abs(weight);
            }
        }

        return mass;
    }
}
