using UserRep.Training.Engine.Onnx;

namespace UserRep.Training.Engine;

/// <summary>Operators along the columns of a row.</summary>
internal static class ColumnOperators
{
    public static Value Concat(this Tape g, params Value[] parts)
    {
        foreach (var part in parts) Shapes.RequireColumns(part);
        var y = g.Emit.Node("Concat", [parts[0].Shape[0], parts.Sum(p => p.Columns)], parts, OnnxAttribute.Int("axis", 1));
        return g.Record(y, parts, dy =>
        {
            var start = 0;
            foreach (var part in parts)
            {
                var from = start;
                g.Accumulate(part, () => g.Emit.Columns(dy, from, from + part.Columns));
                start += part.Columns;
            }
        });
    }

    /// <summary><paramref name="count"/> columns from <paramref name="start"/>.</summary>
    public static Value Columns(this Tape g, Value x, int start, int count)
    {
        Shapes.RequireColumns(x);
        var end = start + count;
        if (start < 0 || count < 1 || end > x.Columns) throw new ArgumentOutOfRangeException(nameof(count), $"{x} has no columns {start} to {end}.");
        return g.Record(g.Emit.Columns(x, start, end), [x],
            dy => g.Accumulate(x, () => g.Emit.PadColumns(dy, start, x.Columns - end)));
    }

    /// <summary>The sum of each row, [N, 1].</summary>
    public static Value RowSum(this Tape g, Value x)
    {
        Shapes.RequireColumns(x);
        return g.Record(g.Emit.Sum(x, 1, keep: true), [x], dy => g.Accumulate(x, () => g.Emit.ExpandTo(dy, x)));
    }
}
