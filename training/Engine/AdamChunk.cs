using System.Numerics;

namespace UserRep.Training.Engine;

/// <summary>A stretch of one parameter with its moments: the unit of parallel work.</summary>
internal sealed class AdamChunk(Parameter parameter, Memory<float> firstMoment, Memory<float> secondMoment, Range range)
{
    /// <summary>One fused pass: four arrays are read and three written once, where separate passes would be bound by memory.</summary>
    public void Update(in AdamStep step)
    {
        var w = parameter.Value.AsSpan(range);
        var g = parameter.Gradient.AsSpan(range);
        var m = firstMoment.Span;
        var v = secondMoment.Span;
        var keep = 1 - (step.Decay * parameter.Decay);
        var i = 0;
        for (; i <= w.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var gradient = new Vector<float>(g[i..]) * step.GradientScale;
            var first = (new Vector<float>(m[i..]) * step.Beta1) + (gradient * (1 - step.Beta1));
            var second = (new Vector<float>(v[i..]) * step.Beta2) + (gradient * gradient * (1 - step.Beta2));
            var root = (Vector.SquareRoot(second) * step.InverseRootCorrection) + new Vector<float>(step.Epsilon);
            first.CopyTo(m[i..]);
            second.CopyTo(v[i..]);
            ((new Vector<float>(w[i..]) * keep) - (first * step.Rate / root)).CopyTo(w[i..]);
        }

        for (; i < w.Length; i++)
        {
            var gradient = g[i] * step.GradientScale;
            m[i] = (m[i] * step.Beta1) + (gradient * (1 - step.Beta1));
            v[i] = (v[i] * step.Beta2) + (gradient * gradient * (1 - step.Beta2));
            var root = (MathF.Sqrt(v[i]) * step.InverseRootCorrection) + step.Epsilon;
            w[i] = (w[i] * keep) - (m[i] * step.Rate / root);
        }
    }
}
