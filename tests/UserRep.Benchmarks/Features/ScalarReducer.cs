using UserRep.Model.Features;
using UserRep.Model.Items;

namespace UserRep.Benchmarks.Features;

/// <summary>The reducer's definition as a plain loop, without SIMD, checks or counts: what one would write first.</summary>
internal sealed class ScalarReducer(FeatureSpec spec, IItemVectors items)
{
    private readonly double[] _scales = [.. spec.TimeScales.Select(s => s.Milliseconds)];
    private readonly int _width = spec.Modalities.Sum(m => m.Dimension + 1);

    public int Length => ((_width + 1) * _scales.Length) + _width;

    public void Apply(float[] sums, ref long lastMs, in UserEvent userEvent)
    {
        for (int s = 0; s < _scales.Length; s++)
        {
            float decay = (float)Math.Exp(-(userEvent.TimestampMs - lastMs) / _scales[s]);
            int start = s * (_width + 1);
            for (int i = start; i < start + _width + 1; i++) sums[i] *= decay;
        }

        lastMs = userEvent.TimestampMs;
        if (userEvent.Type == BenchmarkSpecs.Pick)
        {
            Add(sums, _scales.Length * (_width + 1), userEvent);
            return;
        }

        for (int s = 0; s < _scales.Length; s++)
        {
            int start = s * (_width + 1);
            Add(sums, start, userEvent);
            sums[start + _width]++;
        }
    }

    private void Add(float[] sums, int place, in UserEvent userEvent)
    {
        for (int m = 0; m < items.Dimensions.Count; m++)
        {
            ReadOnlySpan<float> vector = items.Vector(userEvent.Item, m);
            for (int i = 0; i < vector.Length; i++) sums[place++] += userEvent.Value * vector[i];
            sums[place++] += userEvent.Value;
        }
    }
}
