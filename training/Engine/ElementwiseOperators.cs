namespace UserRep.Training.Engine;

/// <summary>Elementwise operators; operands broadcast, so a row of numbers or one number per row will do.</summary>
internal static class ElementwiseOperators
{
    public static Value Add(this Tape g, Value a, Value b) =>
        g.Record(g.Emit.Add(a, b), [a, b], dy =>
        {
            g.Accumulate(a, () => dy);
            g.Accumulate(b, () => dy);
        });

    public static Value Sub(this Tape g, Value a, Value b) =>
        g.Record(g.Emit.Sub(a, b), [a, b], dy =>
        {
            g.Accumulate(a, () => dy);
            g.Accumulate(b, () => g.Emit.Neg(dy));
        });

    public static Value Mul(this Tape g, Value a, Value b) =>
        g.Record(g.Emit.Mul(a, b), [a, b], dy =>
        {
            g.Accumulate(a, () => g.Emit.Mul(dy, b));
            g.Accumulate(b, () => g.Emit.Mul(dy, a));
        });

    public static Value Scale(this Tape g, Value x, float factor) => g.Mul(x, g.Emit.Scalar(factor));

    public static Value Exp(this Tape g, Value x)
    {
        var y = g.Emit.Unary("Exp", x);
        return g.Record(y, [x], dy => g.Accumulate(x, () => g.Emit.Mul(dy, y)));
    }
}
