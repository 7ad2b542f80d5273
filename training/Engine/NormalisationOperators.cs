using UserRep.Training.Engine.Onnx;

namespace UserRep.Training.Engine;

/// <summary>Normalisations along a row: layer normalisation (Ba et al. 2016, arXiv 1607.06450) and unit length.</summary>
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

    /// <summary>Each row divided by its Euclidean length; a row of zeros stays one.</summary>
    public static Value UnitRows(this Tape g, Value x)
    {
        Shapes.RequireColumns(x);
        const float tiny = 1e-12f;
        var e = g.Emit;
        var inverse = e.Unary("Reciprocal", e.Unary("Sqrt", e.Add(e.Sum(e.Mul(x, x), 1, keep: true), tiny)));
        var y = e.Mul(x, inverse);
        return g.Record(y, [x], dy => g.Accumulate(x, () =>
            e.Mul(e.Sub(dy, e.Mul(y, e.Sum(e.Mul(dy, y), 1, keep: true))), inverse)));
    }

    private static void Backward(Tape g, Value x, Value scale, Value shift, Value[] outputs, Value dy)
    {
        var e = g.Emit;
        var (mean, inverseDeviation) = (outputs[1], outputs[2]);
        var standard = e.Mul(e.Sub(x, mean), inverseDeviation);
        var along = e.Mul(dy, standard);
        g.Accumulate(shift, () => dy);
        g.Accumulate(scale, () => along);
        g.Accumulate(x, () =>
        {
            // The means over a row of dy scale and of dy scale standard are products with the scales, which saves passes over all numbers.
            var weights = e.OverCount(scale);
            var centred = e.Sub(e.Mul(dy, scale), e.Gemm(dy, weights));
            return e.Mul(e.Sub(centred, e.Mul(standard, e.Gemm(along, weights))), inverseDeviation);
        });
    }
}
