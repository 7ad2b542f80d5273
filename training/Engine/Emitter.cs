using System.Globalization;
using UserRep.Training.Engine.Onnx;

namespace UserRep.Training.Engine;

/// <summary>
/// Operators without derivatives: what the forward and the backward of every differentiable operator are made of.
/// </summary>
internal sealed class Emitter(OnnxWriter writer)
{
    private readonly HashSet<string> _constants = [];
    private Value? _ones;
    private int _count;

    public Value Node(string op, int[] shape, Value[] inputs, params OnnxAttribute[] attributes) =>
        Nodes(op, [shape], inputs, attributes)[0];

    public Value[] Nodes(string op, int[][] shapes, Value[] inputs, params OnnxAttribute[] attributes)
    {
        var outputs = shapes.Select(shape => new Value($"node/{_count++}", shape)).ToArray();
        writer.Node(op, inputs.Select(i => i.Name), outputs.Select(o => o.Name), attributes);
        return outputs;
    }

    public Value Unary(string op, Value x, params OnnxAttribute[] attributes) => Node(op, x.Shape, [x], attributes);

    public Value Add(Value a, Value b) => Node("Add", Shapes.Broadcast(a, b), [a, b]);

    public Value Add(Value a, float b) => Add(a, Scalar(b));

    public Value Sub(Value a, Value b) => Node("Sub", Shapes.Broadcast(a, b), [a, b]);

    public Value Sub(float a, Value b) => Sub(Scalar(a), b);

    public Value Mul(Value a, Value b) => Node("Mul", Shapes.Broadcast(a, b), [a, b]);

    public Value Mul(Value a, float b) => Mul(a, Scalar(b));

    public Value Neg(Value a) => Unary("Neg", a);

    /// <summary><paramref name="yes"/> where <paramref name="x"/> is above zero, else <paramref name="no"/>.</summary>
    public Value WherePositive(Value x, Value yes, Value no) =>
        Node("Where", x.Shape, [Node("Greater", x.Shape, [x, Scalar(0)]), yes, no]);

    public Value Gemm(Value a, Value b, Value? bias = null, bool transposeA = false, bool transposeB = false)
    {
        Shapes.RequireColumns(a);
        Shapes.RequireColumns(b);
        var (rows, inner) = transposeA ? (a.Shape[1], a.Shape[0]) : (a.Shape[0], a.Shape[1]);
        var (otherInner, columns) = transposeB ? (b.Shape[1], b.Shape[0]) : (b.Shape[0], b.Shape[1]);
        if (inner != otherInner) throw new ArgumentException($"The inner sizes of {a} and {b} differ.");
        return Node("Gemm", [rows, columns], bias is null ? [a, b] : [a, b, bias],
            OnnxAttribute.Int("transA", transposeA ? 1 : 0), OnnxAttribute.Int("transB", transposeB ? 1 : 0));
    }

    /// <summary>Sum over one axis. Reductions take their axes as an input since operator set 13.</summary>
    public Value Sum(Value x, int axis, bool keep)
    {
        if (axis == 0 && !keep && x.Shape.Length == 2) return SumOfRows(x);
        int[] shape = keep ? [.. x.Shape[..axis], 1, .. x.Shape[(axis + 1)..]] : [.. x.Shape[..axis], .. x.Shape[(axis + 1)..]];
        return Node("ReduceSum", shape, [x, Integers(axis)], OnnxAttribute.Int("keepdims", keep ? 1 : 0));
    }

    // A product with a row of ones: the runtime is slow to reduce across rows, by about a tenth of a whole training step.
    private Value SumOfRows(Value x)
    {
        var ones = x.Shape[0] == Value.Rows ? _ones ??= Ones(x) : Ones(x);
        return Node("MatMul", [x.Columns], [ones, x]);
    }

    /// <summary>As many ones as there are rows; for all of a batch the same will do.</summary>
    private Value Ones(Value x)
    {
        var rows = Node("Slice", [1], [Node("Shape", [2], [x]), Integers(0), Integers(1)]);
        return Node("Expand", [x.Shape[0]], [Scalar(1), rows]);
    }

    /// <summary>Numbers for each column over how many columns there are, as a column of their own: a matrix times it is the mean, row by row, of its products with them.</summary>
    public Value OverCount(Value weights) => Node("Reshape", [weights.Columns, 1], [Mul(weights, 1f / weights.Columns), Integers(weights.Columns, 1)]);

    public Value SumAll(Value x) => Node("ReduceSum", [], [x], OnnxAttribute.Int("keepdims", 0));

    /// <summary>Undoes a broadcast: sums <paramref name="x"/> until it has the shape of <paramref name="target"/>.</summary>
    public Value SumTo(Value x, Value target)
    {
        if (x.HasShapeOf(target)) return x;
        if (target.Shape.Length == 0) return SumAll(x);
        while (x.Shape.Length > target.Shape.Length) x = Sum(x, 0, keep: false);
        for (var axis = 0; axis < x.Shape.Length; axis++)
            if (target.Shape[axis] == 1 && x.Shape[axis] != 1) x = Sum(x, axis, keep: true);
        return x;
    }

    public Value ExpandTo(Value x, Value target) =>
        Node("Expand", target.Shape, [x, Node("Shape", [target.Shape.Length], [target])]);

    /// <summary>Columns <paramref name="start"/> up to <paramref name="end"/> (exclusive).</summary>
    public Value Columns(Value x, int start, int end) =>
        Node("Slice", [x.Shape[0], end - start], [x, Integers(start), Integers(end), Integers(1)]);

    /// <summary>Adds columns of zeros on either side.</summary>
    public Value PadColumns(Value x, int before, int after) =>
        Node("Pad", [x.Shape[0], before + x.Columns + after], [x, Integers(0, before, 0, after)]);

    public Value Scalar(float value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"float/{value:R}");
        if (_constants.Add(name)) writer.Initializer(name, [], [value]);
        return new Value(name, []);
    }

    private Value Integers(params long[] values)
    {
        var name = "integers/" + string.Join('_', values);
        if (_constants.Add(name)) writer.Initializer(name, values);
        return new Value(name, [values.Length]);
    }
}
