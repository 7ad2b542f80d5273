namespace UserRep.Training.Engine;

/// <summary>Matrix products.</summary>
internal static class LinearOperators
{
    /// <summary>x w + b, with x [N, inputs], w [inputs, outputs], b [outputs].</summary>
    public static Value Linear(this Tape g, Value x, Value w, Value? b = null)
    {
        if (b is not null && (b.Shape.Length != 1 || b.Columns != w.Columns)) throw new ArgumentException($"{b} is no bias for {w}.");
        var y = g.Emit.Gemm(x, w, b);
        return g.Record(y, b is null ? [x, w] : [x, w, b], dy =>
        {
            g.Accumulate(w, () => g.Emit.Gemm(x, dy, transposeA: true));
            if (b is not null) g.Accumulate(b, () => g.Emit.Sum(dy, 0, keep: false));
            g.Accumulate(x, () => g.Emit.Gemm(dy, w, transposeB: true));
        });
    }

    /// <summary>a b. With two batches and <c>MatMulTransposed</c> it gives all pairs [N, N].</summary>
    public static Value MatMul(this Tape g, Value a, Value b) => g.Linear(a, b);

    /// <summary>a bᵀ.</summary>
    public static Value MatMulTransposed(this Tape g, Value a, Value b) =>
        g.Record(g.Emit.Gemm(a, b, transposeB: true), [a, b], dy =>
        {
            g.Accumulate(a, () => g.Emit.Gemm(dy, b));
            g.Accumulate(b, () => g.Emit.Gemm(dy, a, transposeA: true));
        });
}
