using UserRep.Training.Engine.Onnx;

namespace UserRep.Training.Engine;

/// <summary>Activation functions.</summary>
internal static class ActivationOperators
{
    // The constants of the ONNX operator's defaults (Klambauer et al. 2017, arXiv 1706.02515).
    private const float SeluAlpha = 1.67326319217681884765625f;
    private const float SeluGamma = 1.05070102214813232421875f;

    public static Value Activate(this Tape g, Activation activation, Value x) => activation switch
    {
        Activation.None => x,
        Activation.GeluTanh => g.GeluTanh(x),
        Activation.GeluErf => g.GeluErf(x),
        Activation.Selu => g.Selu(x),
        Activation.Relu => g.Relu(x),
        Activation.Tanh => g.Tanh(x),
        Activation.Sigmoid => g.Sigmoid(x),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
    };

    /// <summary>GELU, tanh form (Hendrycks and Gimpel 2016, arXiv 1606.08415), trained as x sigmoid(2u).</summary>
    public static Value GeluTanh(this Tape g, Value x)
    {
        var e = g.Emit;
        if (!g.Differentiates) return e.Unary("Gelu", x, OnnxAttribute.Text("approximate", "tanh"));
        // 2u = x (a + b x²); the sigmoid form keeps what the derivative needs.
        const float a = 1.5957691216057308f, b = 0.044715f * a;
        var square = e.Mul(x, x);
        var gate = e.Unary("Sigmoid", e.Mul(x, e.Add(e.Mul(square, b), a)));
        var y = e.Mul(x, gate);
        return g.Record(y, [x], dy => g.Accumulate(x, () =>
        {
            var slope = e.Add(e.Mul(square, 3 * b), a);
            return e.Mul(dy, e.Add(e.Mul(e.Mul(y, e.Sub(1, gate)), slope), gate));
        }));
    }

    /// <summary>GELU, exact form: x Φ(x).</summary>
    public static Value GeluErf(this Tape g, Value x)
    {
        var e = g.Emit;
        if (!g.Differentiates) return e.Unary("Gelu", x);
        const float inverseRoot2 = 0.70710678118654752f, inverseRoot2Pi = 0.39894228040143268f;
        var cumulative = e.Add(e.Mul(e.Unary("Erf", e.Mul(x, inverseRoot2)), 0.5f), 0.5f);
        return g.Record(e.Mul(x, cumulative), [x], dy => g.Accumulate(x, () =>
        {
            var density = e.Mul(e.Unary("Exp", e.Mul(e.Mul(x, x), -0.5f)), inverseRoot2Pi);
            return e.Mul(dy, e.Add(cumulative, e.Mul(x, density)));
        }));
    }

    public static Value Selu(this Tape g, Value x)
    {
        var y = g.Emit.Unary("Selu", x);
        return g.Record(y, [x], dy => g.Accumulate(x, () =>
        {
            var slope = g.Emit.WherePositive(y, g.Emit.Scalar(SeluGamma), g.Emit.Add(y, SeluAlpha * SeluGamma));
            return g.Emit.Mul(dy, slope);
        }));
    }

    public static Value Relu(this Tape g, Value x)
    {
        var y = g.Emit.Unary("Relu", x);
        return g.Record(y, [x], dy => g.Accumulate(x, () => g.Emit.WherePositive(y, dy, g.Emit.Scalar(0))));
    }

    public static Value Tanh(this Tape g, Value x)
    {
        var y = g.Emit.Unary("Tanh", x);
        return g.Record(y, [x], dy => g.Accumulate(x, () => g.Emit.Mul(dy, g.Emit.Sub(1, g.Emit.Mul(y, y)))));
    }

    public static Value Sigmoid(this Tape g, Value x)
    {
        var y = g.Emit.Unary("Sigmoid", x);
        return g.Record(y, [x], dy => g.Accumulate(x, () => g.Emit.Mul(dy, g.Emit.Mul(y, g.Emit.Sub(1, y)))));
    }
}
