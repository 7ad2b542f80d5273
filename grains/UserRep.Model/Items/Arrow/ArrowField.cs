namespace UserRep.Model.Items.Arrow;

/// <summary>A column of an Arrow schema, and how many nodes and buffers it takes in a record batch.</summary>
internal sealed record ArrowField(
    string Name, ArrowType Type, bool IsDictionary, int ListSize, bool IsUInt64, bool IsFloat32, int OwnBuffers, IReadOnlyList<ArrowField> Children)
{
    private const int MaxDepth = 8;
    private const int MaxChildren = 10_000;

    public int Nodes => 1 + Children.Sum(c => c.Nodes);

    public int Buffers => OwnBuffers + Children.Sum(c => c.Buffers);

    /// <summary>Whether this is a vector column: a fixed-size list of float32.</summary>
    public bool IsVector => Type == ArrowType.FixedSizeList && !IsDictionary && Children is [{ IsFloat32: true, IsDictionary: false }];

    public static ArrowField Read(FlatTable field, int depth = 0)
    {
        string name = field.Text(0);
        ArrowType type = (ArrowType)field.Value<byte>(2);
        bool isDictionary = field.Has(4);
        return new ArrowField(
            name,
            type,
            isDictionary,
            type == ArrowType.FixedSizeList ? field.Table(3).Value<int>(0) : 0,
            type == ArrowType.Int && field.Table(3) is var number && number.Value<int>(0) == 64 && number.Value<byte>(1) == 0,
            type == ArrowType.FloatingPoint && field.Table(3).Value<short>(0) == 1,
            isDictionary ? 2 : CountBuffers(name, type, field),
            isDictionary ? [] : ReadChildren(field.Vector(5, sizeof(int)), depth + 1));
    }

    public static IReadOnlyList<ArrowField> ReadChildren(FlatVector children, int depth)
    {
        if (children.Count > MaxChildren || (children.Count > 0 && depth > MaxDepth))
        {
            throw new InvalidDataException("Its schema is too deep or too wide; it is damaged, or not an item table.");
        }

        List<ArrowField> fields = new(children.Count);
        for (int i = 0; i < children.Count; i++)
        {
            fields.Add(Read(children.Table(i), depth));
        }

        return fields;
    }

    // The "Columnar format" page of the Arrow specification, table "Buffer layout".
    private static int CountBuffers(string name, ArrowType type, FlatTable field) => type switch
    {
        ArrowType.Null or ArrowType.RunEndEncoded => 0,
        ArrowType.Struct or ArrowType.FixedSizeList => 1,
        ArrowType.Union => field.Table(3).Value<short>(0) == 0 ? 1 : 2,
        ArrowType.Utf8 or ArrowType.Binary or ArrowType.LargeUtf8 or ArrowType.LargeBinary => 3,
        > ArrowType.None and < ArrowType.RunEndEncoded => 2,
        _ => throw new InvalidDataException($"Column '{name}' is of Arrow type {(int)type}, which is not read here; write text as utf8."),
    };
}
