namespace UserRep.Training.Engine;

/// <summary>Shape arithmetic with the batch size (-1) as one more size.</summary>
internal static class Shapes
{
    /// <summary>The shape of an elementwise operation under NumPy's broadcasting rules.</summary>
    public static int[] Broadcast(Value a, Value b)
    {
        var (longer, shorter) = a.Shape.Length >= b.Shape.Length ? (a.Shape, b.Shape) : (b.Shape, a.Shape);
        var result = longer.ToArray();
        var offset = longer.Length - shorter.Length;
        for (var i = 0; i < shorter.Length; i++)
        {
            if (result[offset + i] == 1) result[offset + i] = shorter[i];
            else if (shorter[i] != 1 && shorter[i] != result[offset + i])
                throw new ArgumentException($"The shapes of {a} and {b} do not broadcast.");
        }

        return result;
    }

    public static void RequireSame(Value a, Value b)
    {
        if (!a.HasShapeOf(b)) throw new ArgumentException($"{a} and {b} must have the same shape.");
    }

    public static void RequireColumns(Value value)
    {
        if (value.Shape.Length != 2) throw new ArgumentException($"{value} must have rows and columns.");
    }

    /// <summary>Number of elements with <paramref name="rows"/> in place of the batch size.</summary>
    public static int Size(ReadOnlySpan<int> shape, int rows)
    {
        var size = 1;
        foreach (var dimension in shape) size = checked(size * (dimension == Value.Rows ? rows : dimension));
        return size;
    }
}
