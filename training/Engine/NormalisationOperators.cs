using UserRep.Training.Engine.Onnx;

namespace UserRep.Training.Engine;

/// <summary>Layer normalisation (Ba et al. 2016, arXiv 1607.06450).</summary>
internal static class NormalisationOperators
{
    private const float Epsilon = 1e-5f;

    /// <summary>Each row of <paramref name="x"/> to mean 0 and variance 1, then times <paramref name="scale"/> plus <paramref name="shift"/>.</summary>
    public static Value LayerNorm(this Tape g, Value x, Value scale, Value shift)
    {
        Shapes.RequireColumns(x);
        int[] rowShape = [x.Shape[0], 1];
        int[][] shapes = g.Differentiates ? [x.Shape, rowShape, rowShape] : [x.Shape];
        var outputs = g.Emit.Nodes("LayerNormalization", shapes, [x, scale, shift],
            OnnxAttribute.Int("axis", -1), OnnxAttribute.Float("epsilon", Epsilon));
        return g.Record(outputs[0], [x, scale, shift], dy => Backward(g, x, scale, shift, outputs, dy));
    }

    private static void Backward(Tape g, Value x, Value scale, Value shift, Value[] outputs, Value dy)
    {
        var e = g.Emit;
        var (mean, inverseDeviation) = (outputs[1], outputs[2]);
        var standard = e.Mul(e.Sub(x, mean), inverseDeviation);
        g.Accumulate(shift, () => dy);
        g.Accumulate(scale, () => e.Mul(dy, standard));
        g.Accumulate(x, () =>
        {
            var d = e.Mul(dy, scale);
            var along = e.Mul(standard, e.Mean(e.Mul(d, standard), 1));
            return e.Mul(e.Sub(e.Sub(d, e.Mean(d, 1)), along), inverseDeviation);
        });
    }
}
