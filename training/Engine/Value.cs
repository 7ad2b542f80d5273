namespace UserRep.Training.Engine;

/// <summary>A tensor in a graph under construction: its name there and its shape, where -1 is the batch size.</summary>
internal sealed class Value(string name, int[] shape)
{
    public const int Rows = -1;

    public string Name { get; } = name;

    public int[] Shape { get; } = shape;

    public int Columns => Shape.Length == 0 ? 1 : Shape[^1];

    public bool HasShapeOf(Value other) => Shape.AsSpan().SequenceEqual(other.Shape);

    public override string ToString() => $"{Name} [{string.Join(", ", Shape.Select(d => d == Rows ? "N" : $"{d}"))}]";
}
