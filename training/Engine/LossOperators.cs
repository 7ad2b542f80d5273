using UserRep.Training.Engine.Onnx;

namespace UserRep.Training.Engine;

/// <summary>Losses: single numbers, means over the rows of the batch. Targets and weights get no gradient.</summary>
internal static class LossOperators
{
    /// <summary>Mean over rows and columns of weight (prediction - target)²; the weight is [columns], [N, 1] or [N, columns].</summary>
    public static Value Mse(this Tape g, Value prediction, Value target, Value? weight = null)
    {
        Shapes.RequireSame(prediction, target);
        var e = g.Emit;
        var difference = e.Sub(prediction, target);
        var share = e.Mul(g.InverseRows, 1f / prediction.Columns);
        return g.Record(e.Mul(SumOfSquares(e, difference, weight), share), [prediction], dy =>
        {
            var slope = e.Mul(e.Mul(dy, share), 2);
            g.Accumulate(prediction, () => e.Mul(difference, weight is null ? slope : e.Mul(weight, slope)));
        });
    }

    /// <summary>
    /// Mean over rows and columns of weight (softplus(z) - z y): binary cross-entropy of sigmoid(z), without overflow for any z.
    /// The weight is [columns], [N, 1] or [N, columns].
    /// </summary>
    public static Value BceWithLogits(this Tape g, Value logits, Value label, Value? weight = null)
    {
        Shapes.RequireSame(logits, label);
        var e = g.Emit;
        var each = e.Sub(e.Unary("Softplus", logits), e.Mul(logits, label));
        var sum = e.SumAll(weight is null ? each : e.Mul(each, weight));
        var share = e.Mul(g.InverseRows, 1f / logits.Columns);
        return g.Record(e.Mul(sum, share), [logits], dy => g.Accumulate(logits, () =>
        {
            var slope = e.Sub(e.Unary("Sigmoid", logits), label);
            return e.Mul(weight is null ? slope : e.Mul(slope, weight), e.Mul(dy, share));
        }));
    }

    /// <summary>
    /// Mean over rows of -Σ target log softmax(logits): the multinomial log-likelihood. Target rows need not sum to one, so counts
    /// (Liang et al. 2018, arXiv 1802.05814) and row weights (multiplied in) both work.
    /// </summary>
    public static Value SoftmaxCrossEntropy(this Tape g, Value logits, Value target)
    {
        Shapes.RequireSame(logits, target);
        var e = g.Emit;
        var logShares = e.Unary("LogSoftmax", logits, OnnxAttribute.Int("axis", -1));
        var sum = e.Neg(e.SumAll(e.Mul(logShares, target)));
        return g.Record(e.Mul(sum, g.InverseRows), [logits], dy => g.Accumulate(logits, () =>
        {
            var expected = e.Mul(e.Unary("Exp", logShares), e.Sum(target, 1, keep: true));
            return e.Mul(e.Sub(expected, target), e.Mul(dy, g.InverseRows));
        }));
    }

    /// <summary>
    /// Mean over rows of the cross-entropy between how much every other row shares with a row and the softmax of their cosines over
    /// the temperature: a listwise loss of nearest neighbours (Cao et al. 2007, ListNet). A row of <paramref name="shares"/> [N, N]
    /// sums to at most one; zeros ask nothing of the row. No row is its own neighbour.
    /// </summary>
    public static Value NeighbourCrossEntropy(this Tape g, Value vectors, Value shares, float temperature)
    {
        const float never = -1e4f;
        var unit = g.UnitRows(vectors);
        var cosines = g.MatMulTransposed(unit, unit);
        var self = g.Emit.Unary("EyeLike", cosines);
        // A product, not the input itself: the runtime adds up a row in an order that depends on where in memory it begins, which differs
        // from run to run for arrays of ours and not for its own.
        var others = g.Emit.Mul(shares, g.Emit.Sub(1, self));
        return g.SoftmaxCrossEntropy(g.Add(g.Scale(cosines, 1 / temperature), g.Emit.Mul(self, never)), others);
    }

    /// <summary>Mean over rows of KL(N(mean, exp(logVariance)) || N(0, 1)), summed over columns (Kingma and Welling 2014, arXiv 1312.6114).</summary>
    public static Value GaussianKl(this Tape g, Value mean, Value logVariance)
    {
        Shapes.RequireSame(mean, logVariance);
        var e = g.Emit;
        var variance = e.Unary("Exp", logVariance);
        var excess = e.Sub(e.Add(variance, -1), logVariance);
        var share = e.Mul(g.InverseRows, 0.5f);
        return g.Record(e.Mul(e.SumAll(e.Add(excess, e.Mul(mean, mean))), share), [mean, logVariance], dy =>
        {
            g.Accumulate(mean, () => e.Mul(mean, e.Mul(dy, g.InverseRows)));
            g.Accumulate(logVariance, () => e.Mul(e.Add(variance, -1), e.Mul(dy, share)));
        });
    }

    // A weight for each column is multiplied in where there is one number for each, not with every row.
    private static Value SumOfSquares(Emitter e, Value x, Value? weight) => weight switch
    {
        null => e.Node("ReduceSumSquare", [], [x], OnnxAttribute.Int("keepdims", 0)),
        { Shape.Length: 1 } => e.SumAll(e.Mul(e.Sum(e.Mul(x, x), 0, keep: false), weight)),
        _ => e.SumAll(e.Mul(e.Mul(x, weight), x)),
    };
}
